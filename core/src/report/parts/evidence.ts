import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { InstanceReference } from '../../imaging/ctImage.js';

/** Instances of one series that the content tree references. */
export interface SeriesReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly instances: readonly InstanceReference[];
}

/**
 * Hierarchical SOP Instance Reference items (PS3.3 C.17.2.1): one per study, in it one per series, in it
 * one per instance, however often each is referenced.
 */
export function hierarchicalReferences(series: readonly SeriesReference[]): NaturalisedDataset[] {
  const studies = new Map<string, Map<string, Map<string, InstanceReference>>>();
  for (const { studyInstanceUid, seriesInstanceUid, instances } of series) {
    const ofStudy = getOrAdd(studies, studyInstanceUid);
    const ofSeries = getOrAdd(ofStudy, seriesInstanceUid);
    for (const instance of instances) ofSeries.set(instance.sopInstanceUid, instance);
  }
  return Array.from(studies, ([studyInstanceUid, ofStudy]) => ({
    ReferencedSeriesSequence: Array.from(ofStudy, ([seriesInstanceUid, ofSeries]) => ({
      ReferencedSOPSequence: Array.from(ofSeries.values(), referenceOf),
      SeriesInstanceUID: seriesInstanceUid,
    })),
    StudyInstanceUID: studyInstanceUid,
  }));
}

function referenceOf({ sopClassUid, sopInstanceUid }: InstanceReference): NaturalisedDataset {
  return { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid };
}

function getOrAdd<K, V>(maps: Map<K, Map<string, V>>, key: K): Map<string, V> {
  const map = maps.get(key) ?? new Map<string, V>();
  maps.set(key, map);
  return map;
}
