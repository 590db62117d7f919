import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem, containerContentItem } from '../content/contentItems.js';

export interface MeasurementReport {
  /** What the report comes to: in front of everything. */
  readonly summary: readonly ContentItem[];
  /** Of all groups that name no other. */
  readonly observer: readonly ContentItem[];
  readonly subject: readonly ContentItem[];
  readonly imageLibrary: ContentItem;
  /** One TID 1411 group per lesion. */
  readonly groups: readonly ContentItem[];
  readonly qualitativeEvaluations: readonly ContentItem[];
}

/** TID 1500: the root of the content tree. */
export function measurementReport(report: MeasurementReport): ContentItem {
  const content = [
    ...report.summary,
    codeContentItem(CODES.language, CODES.english, 'HAS CONCEPT MOD'),
    ...report.observer,
    ...report.subject,
    codeContentItem(CODES.procedureReported, CODES.ctUnspecifiedBodyRegion, 'HAS CONCEPT MOD'),
    report.imageLibrary,
    containerContentItem(CODES.imagingMeasurements, report.groups, 'CONTAINS'),
    containerContentItem(CODES.qualitativeEvaluations, report.qualitativeEvaluations, 'CONTAINS'),
  ];
  return containerContentItem(CODES.oncologyMeasurementReport, content, undefined, '1500');
}
