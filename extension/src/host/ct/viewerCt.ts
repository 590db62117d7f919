import type {
  CtCandidates,
  CtImage,
  PatientAttribute,
  RefusedStack,
  SeriesIdentity,
  StackOfSeries,
  StudyAttributes,
} from '@mutation-prediction/core';
import {
  collectStudyAttributes,
  ctSeriesTitle,
  MutationPredictionError,
  patientContradictions,
  sliceWindows,
  stacksOfSeries,
} from '@mutation-prediction/core';
import type { CtChoice } from '../../contract.js';
import { readCachedRegion } from './ctVoxels.js';
import { numberOf, patientOf, textOf } from './instanceMetadata.js';
import { readAcquisition } from './viewerAcquisition.js';
import type { FrameImageId, ViewerSlice } from './viewerSlice.js';
import { isEnhancedCt, readViewerSlices } from './viewerSlice.js';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import type { CornerstoneLibraries, DisplaySet, ExtensionManager } from '../viewer/ohif.js';

/** A CT image of the viewer, with the identity that every CT in DICOM has. */
export interface ViewerCt extends CtImage {
  readonly identity: SeriesIdentity;
  readonly choice: CtChoice;
  /** In which the viewer shows its images. */
  readonly displaySetUids: readonly string[];
  /** Of its patient and study, for objects derived from it. */
  readonly studyAttributes: StudyAttributes;
  /** Names the series in messages, e.g. `CT series 4 "CHEST 1.25 mm"`. */
  readonly title: string;
  /** In what its images contradict each other as to whose they are; mostly nothing. */
  readonly patientContradictions: readonly PatientAttribute[];
}

/** A CT series that can hold a lesion: localizers and single images cannot. */
export function isCtSeries({ Modality, instances = [] }: DisplaySet): boolean {
  const [first] = instances;
  const isVolume = instances.length > 1 || (first && (numberOf(first, 'NumberOfFrames') ?? 1) > 1);
  return Modality === 'CT' && Boolean(isVolume);
}

export type ViewerCts = CtCandidates<ViewerCt>;

/** Reads every CT series among the display sets; one that cannot be used hides no other. */
export function readViewerCts(
  displaySets: readonly DisplaySet[],
  extensionManager: ExtensionManager,
): ViewerCts {
  const libraries = cornerstoneUtilities(extensionManager).getCornerstoneLibraries();
  const [dataSource] = extensionManager.getActiveDataSource();
  const frameImageId: FrameImageId = (instance, frame) =>
    dataSource?.getImageIdsForInstance?.({ instance, frame });
  const series: ViewerCt[] = [];
  const refused: ViewerCts['refused'][number][] = [];
  for (const shown of bySeries(displaySets.filter(isCtSeries))) {
    const seriesInstanceUid = shown[0].SeriesInstanceUID;
    try {
      const found = readStacks(shown, libraries, frameImageId);
      series.push(...found.series);
      refused.push(...found.refused.map(({ error }) => ({ seriesInstanceUid, error })));
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      refused.push({ seriesInstanceUid, error });
    }
  }
  return { series, refused };
}

type DisplaySets = readonly [DisplaySet, ...DisplaySet[]];

/** OHIF shows each file of an Enhanced CT on its own: together they are the series. */
function bySeries(displaySets: readonly DisplaySet[]): DisplaySets[] {
  const ofSeries = new Map<string, DisplaySets>();
  for (const displaySet of displaySets) {
    const isPart = displaySet.instances?.some(isEnhancedCt) ?? false;
    const key = isPart ? displaySet.SeriesInstanceUID : displaySet.displaySetInstanceUID;
    const others = ofSeries.get(key);
    ofSeries.set(key, others ? [...others, displaySet] : [displaySet]);
  }
  return [...ofSeries.values()];
}

/**
 * The stacks of a series, as the command line divides it; voxels are read on demand from the viewer's cache.
 *
 * @throws `unsupported-object`, `malformed-object`
 */
function readStacks(
  displaySets: DisplaySets,
  libraries: CornerstoneLibraries,
  frameImageId: FrameImageId,
): { readonly series: readonly ViewerCt[]; readonly refused: readonly RefusedStack[] } {
  const [displaySet] = displaySets;
  const instances = displaySets.flatMap((set) => set.instances ?? []);
  const first = instances[0]!;
  const title = ctSeriesTitle(displaySet.SeriesNumber, displaySet.SeriesDescription);
  const slices = instances.flatMap((instance) => readViewerSlices(instance, frameImageId));
  if (slices.length === 0) return { series: [], refused: [] };
  const acquisition = readAcquisition(first);
  const { stacks, refused } = stacksOfSeries(slices, acquisition.sliceThicknessMm, title);
  const common = {
    acquisition,
    displaySetUids: displaySets.map(({ displaySetInstanceUID }) => displaySetInstanceUID),
    studyAttributes: collectStudyAttributes((keyword) => textOf(first, keyword)),
    patientContradictions: patientContradictions(...instances.map(patientOf)),
  };
  const series = stacks.map((stack) => ({
    ...common,
    title: stack.title,
    choice: describeChoice(displaySet, stack),
    grid: stack.grid,
    ...sliceWindows(stack.slices),
    identity: identityOf(displaySet, stack),
    readRegion: (...asked: Parameters<CtImage['readRegion']>) =>
      readCachedRegion(stack, asked[0], libraries, asked[1]),
  }));
  return { series, refused };
}

function identityOf(
  { StudyInstanceUID, SeriesInstanceUID }: DisplaySet,
  { slices, phase }: StackOfSeries<ViewerSlice>,
): SeriesIdentity {
  return {
    studyInstanceUid: StudyInstanceUID,
    seriesInstanceUid: SeriesInstanceUID,
    frameOfReferenceUid: slices[0]!.frameOfReferenceUid,
    ...(phase && { phase }),
    instances: slices.map(({ instance }) => instance),
  };
}

function describeChoice(
  { displaySetInstanceUID, SeriesInstanceUID, SeriesNumber, SeriesDescription }: DisplaySet,
  { distinction, slices }: StackOfSeries<ViewerSlice>,
): CtChoice {
  const name = [`Series ${SeriesNumber ?? '?'}`, SeriesDescription, ...distinction];
  return {
    id: [displaySetInstanceUID, ...distinction].join('/'),
    seriesInstanceUid: SeriesInstanceUID,
    description: `${name.filter(Boolean).join(', ')}, ${slices.length} images`,
  };
}
