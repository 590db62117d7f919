import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES, sameConcept } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import { allNodes, childNamed, readContentTree, readText, textOf } from '../content/contentTree.js';
import { isPredictionReport } from '../readReport.js';

/** Those in which TID 1500 may be written. */
const SR_CLASSES: ReadonlySet<string | undefined> = new Set([
  SOP_CLASS.enhancedSr,
  SOP_CLASS.comprehensiveSr,
  SOP_CLASS.comprehensive3dSr,
]);

/** How Cornerstone's viewers, OHIF among them, name what was drawn in them: they list and draw that themselves. */
const DRAWN_IN_VIEWER = /^cornerstone(3D)?Tools@/i;

/**
 * Whether an SR holds measurements of another maker than us: a measurement group with a number or an evaluation
 * that was not drawn in the viewer. Never throws.
 *
 * @param dataset as naturalised by dcmjs, from a file or from DICOMweb metadata
 */
export function isForeignMeasurementReport(dataset: ForeignDataset): boolean {
  if (!SR_CLASSES.has(readText(dataset['SOPClassUID'])) || isPredictionReport(dataset))
    return false;
  return measurementGroups(readContentTree(dataset)).some((group) => {
    const name = textOf(childNamed(group, CODES.trackingIdentifier)) ?? '';
    const says = group.children.some(
      ({ valueType }) => valueType === 'NUM' || valueType === 'CODE',
    );
    return says && !DRAWN_IN_VIEWER.test(name);
  });
}

/** Measurement groups, wherever in the document they stand. */
export function measurementGroups(root: ContentNode): ContentNode[] {
  return allNodes(root).filter(({ name }) => sameConcept(name, CODES.measurementGroup));
}
