import type { NaturalisedDataset } from '../dicom/naturalisedDataset.js';
import type { InstanceReference } from '../imaging/ctImage.js';

/** Instances of one series that the content tree references. */
export interface SeriesReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly instances: readonly InstanceReference[];
}

/** Hierarchical SOP Instance Reference items (PS3.3 C.17.2.1): one per study. */
export function hierarchicalReferences(series: readonly SeriesReference[]): NaturalisedDataset[] {
  const studies = new Map<string, NaturalisedDataset[]>();
  for (const { studyInstanceUid, seriesInstanceUid, instances } of series) {
    const ofStudy = studies.get(studyInstanceUid) ?? [];
    studies.set(studyInstanceUid, ofStudy);
    ofStudy.push({
      ReferencedSOPSequence: instances.map(({ sopClassUid, sopInstanceUid }) => ({
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: sopInstanceUid,
      })),
      SeriesInstanceUID: seriesInstanceUid,
    });
  }
  return Array.from(studies, ([studyInstanceUid, referencedSeries]) => ({
    ReferencedSeriesSequence: referencedSeries,
    StudyInstanceUID: studyInstanceUid,
  }));
}
