import type { StudySnapshot } from '../contract.js';
import type { OpenStudy } from './openStudy.js';
import { isCtSeries } from './ct/viewerCt.js';

const NOT_KNOWN: StudySnapshot['patient'] = {};

/** The snapshot of a study; of none before one is shown. */
export function describeStudy(
  study: OpenStudy | undefined,
  segmentations: StudySnapshot['segmentations'],
  earlier: StudySnapshot['earlier'],
  prior: StudySnapshot['prior'],
  reportInViewport: string | undefined,
  measured: StudySnapshot['measured'] = [],
  nodule?: StudySnapshot['nodule'],
): StudySnapshot {
  return {
    ...(study && { studyInstanceUid: study.studyInstanceUid }),
    hasCt: study?.displaySets.some(isCtSeries) ?? false,
    segmentations,
    patient: study?.patient ?? NOT_KNOWN,
    earlier,
    prior,
    measured,
    ...(study && reportInViewport && { reportInViewport }),
    ...(study && nodule && { nodule }),
  };
}

/** The viewer reports many changes that are none to the panel. */
export function isSameSnapshot(a: StudySnapshot, b: StudySnapshot): boolean {
  return (
    a.studyInstanceUid === b.studyInstanceUid &&
    a.hasCt === b.hasCt &&
    a.patient === b.patient &&
    a.reportInViewport === b.reportInViewport &&
    a.prior === b.prior &&
    a.nodule === b.nodule &&
    haveSameItems(a.measured, b.measured) &&
    haveSameItems(a.segmentations, b.segmentations) &&
    haveSameItems(a.earlier, b.earlier)
  );
}

function haveSameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
