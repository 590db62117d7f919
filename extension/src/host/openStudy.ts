import type { ClinicalInputs, PatientIdentity } from '@mutation-prediction/core';
import { patientFrom } from '@mutation-prediction/core';
import { patientOf, textOf } from './ct/instanceMetadata.js';
import type { DisplaySet, ExtensionManager } from './viewer/ohif.js';
import type { ViewerCts } from './ct/viewerCt.js';
import { isCtSeries, readViewerCts } from './ct/viewerCt.js';

/** What the viewer holds of the study the user looks at, read once per change. */
export interface OpenStudy {
  readonly studyInstanceUid: string;
  readonly displaySets: readonly DisplaySet[];
  /** The same object until a CT series comes or goes. */
  readonly cts: ViewerCts;
  readonly ctSeriesUids: ReadonlySet<string>;
  /** Whose it is, as each of its CT series states it; none without a CT. */
  readonly patients: readonly PatientIdentity[];
  /** Where its CT was fetched from. */
  readonly wadoRoot?: string | undefined;
  /** As its CT states it; never another study's. */
  readonly patient: Pick<ClinicalInputs, 'ageYears' | 'sex'>;
}

/**
 * @param displaySets of all studies in the viewer
 * @param previous what was known of the same study; kept where its CT is unchanged
 */
export function readStudy(
  studyInstanceUid: string,
  displaySets: readonly DisplaySet[],
  extensionManager: ExtensionManager,
  previous: OpenStudy | undefined,
): OpenStudy {
  const ofStudy = displaySets.filter((set) => set.StudyInstanceUID === studyInstanceUid);
  if (
    previous?.studyInstanceUid === studyInstanceUid &&
    ctsKey(previous.displaySets) === ctsKey(ofStudy)
  ) {
    return { ...previous, displaySets: ofStudy };
  }
  const ctSets = ofStudy.filter(isCtSeries);
  const instance = ctSets[0]?.instances?.[0];
  return {
    studyInstanceUid,
    displaySets: ofStudy,
    cts: readViewerCts(ctSets, extensionManager),
    ctSeriesUids: new Set(ctSets.map(({ SeriesInstanceUID }) => SeriesInstanceUID)),
    patients: ctSets.flatMap(({ instances = [] }) => instances.slice(0, 1)).map(patientOf),
    ...(instance && { wadoRoot: instance.wadoRoot }),
    patient: instance
      ? patientFrom(textOf(instance, 'PatientAge'), textOf(instance, 'PatientSex'))
      : {},
  };
}

/** Changes when a CT series comes, goes, or gets more images. */
function ctsKey(displaySets: readonly DisplaySet[]): string {
  return displaySets
    .filter(isCtSeries)
    .map((set) => `${set.displaySetInstanceUID}:${set.instances?.length ?? 0}`)
    .join();
}
