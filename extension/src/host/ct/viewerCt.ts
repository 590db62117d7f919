import type {
  Acquisition,
  CtCandidates,
  CtImage,
  PatientAttribute,
  SeriesIdentity,
  StudyAttributes,
} from '@mutation-prediction/core';
import {
  collectStudyAttributes,
  ctAcquisition,
  ctSeriesTitle,
  MutationPredictionError,
  patientContradictions,
  stackSlices,
} from '@mutation-prediction/core';
import type { CtChoice } from '../../contract.js';
import { readCachedRegion } from './ctVoxels.js';
import { numberOf, numbersOf, patientOf, textOf, textsOf } from './instanceMetadata.js';
import { readViewerSlice } from './viewerSlice.js';
import type { CornerstoneLibraries, DisplaySet, InstanceMetadata } from '../viewer/ohif.js';

/** A CT image of the viewer, with the identity that every CT in DICOM has. */
export interface ViewerCt extends CtImage {
  readonly identity: SeriesIdentity;
  readonly choice: CtChoice;
  /** Of its patient and study, for objects derived from it. */
  readonly studyAttributes: StudyAttributes;
  /** Names the series in messages, e.g. `CT series 4 "CHEST 1.25 mm"`. */
  readonly title: string;
  /** In what its images contradict each other as to whose they are; mostly nothing. */
  readonly patientContradictions: readonly PatientAttribute[];
}

/** A CT series that can hold a lesion: localizers and single images cannot. */
export function isCtSeries(displaySet: DisplaySet): boolean {
  return displaySet.Modality === 'CT' && (displaySet.instances?.length ?? 0) > 1;
}

export type ViewerCts = CtCandidates<ViewerCt>;

/** Reads every CT series among the display sets; one that cannot be used hides no other. */
export function readViewerCts(
  displaySets: readonly DisplaySet[],
  libraries: CornerstoneLibraries,
): ViewerCts {
  const series: ViewerCt[] = [];
  const refused: ViewerCts['refused'][number][] = [];
  for (const displaySet of displaySets.filter(isCtSeries)) {
    try {
      series.push(readViewerCt(displaySet, libraries));
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      refused.push({ seriesInstanceUid: displaySet.SeriesInstanceUID, error });
    }
  }
  return { series, refused };
}

/**
 * Reads the geometry of a CT display set, with the checks of the command line; voxels are read on
 * demand from the viewer's cache.
 *
 * @throws `inconsistent-series`, `gantry-tilt`, `non-uniform-spacing`, `malformed-object`
 */
function readViewerCt(displaySet: DisplaySet, libraries: CornerstoneLibraries): ViewerCt {
  const instances = displaySet.instances ?? [];
  const first = instances[0];
  const title = ctSeriesTitle(displaySet.SeriesNumber, displaySet.SeriesDescription);
  if (!first) throw new Error(`${title} has no instances.`);

  const slices = instances
    .filter((instance) => textsOf(instance, 'ImageType')[2] !== 'LOCALIZER')
    .map(readViewerSlice);
  const acquisition = readAcquisition(first);
  const stack = stackSlices(slices, acquisition.sliceThicknessMm, title);
  return {
    title,
    studyAttributes: collectStudyAttributes((keyword) => textOf(first, keyword)),
    patientContradictions: patientContradictions(...instances.map(patientOf)),
    choice: describeChoice(displaySet, instances.length),
    grid: stack.grid,
    acquisition,
    identity: {
      studyInstanceUid: displaySet.StudyInstanceUID,
      seriesInstanceUid: displaySet.SeriesInstanceUID,
      frameOfReferenceUid: slices[0]!.frameOfReferenceUid,
      instances: stack.slices.map(({ sopClassUid, sopInstanceUid }) => ({
        sopClassUid,
        sopInstanceUid,
      })),
    },
    readRegion: (box, signal) => readCachedRegion(stack, box, libraries, signal),
  };
}

function describeChoice(displaySet: DisplaySet, imageCount: number): CtChoice {
  const { SeriesNumber, SeriesDescription } = displaySet;
  const name = [`Series ${SeriesNumber ?? '?'}`, SeriesDescription].filter(Boolean).join(', ');
  return {
    displaySetInstanceUid: displaySet.displaySetInstanceUID,
    seriesInstanceUid: displaySet.SeriesInstanceUID,
    description: `${name}, ${imageCount} images`,
  };
}

function readAcquisition(instance: InstanceMetadata): Acquisition {
  return ctAcquisition({
    bodyPartExamined: textOf(instance, 'BodyPartExamined'),
    sliceThicknessMm: numberOf(instance, 'SliceThickness'),
    contrastBolusAgent: textOf(instance, 'ContrastBolusAgent'),
    seriesDescription: textOf(instance, 'SeriesDescription'),
    windowCentres: numbersOf(instance, 'WindowCenter'),
    windowWidths: numbersOf(instance, 'WindowWidth'),
  });
}
