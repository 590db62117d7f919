import type {
  ClinicalInputs,
  MaskRuns,
  ModelManifest,
  Prediction,
  PredictionRequest,
  RegionDescriptor,
  SegmentationReference,
} from '@mutation-prediction/core';
import {
  lesionReference,
  lesionSource,
  measureRuns,
  MutationPredictionError,
  newUid,
  preparePrediction,
  statedTrackingUid,
  throwIfCancelled,
} from '@mutation-prediction/core';
import type { ViewerCt } from './ct/viewerCt.js';
import { areSameVoxels, readLesionContours } from './segmentations/lesionMask.js';
import type { LesionOrigin } from './segmentations/segmentationEntry.js';

/** What a report needs to find again: the lesion a prediction was made on. */
export interface PreparedLesion {
  readonly origin: LesionOrigin;
  readonly trackingUid: string;
}

/** What a second prediction of the same voxels of a CT need not find again. */
interface Described {
  readonly ct: ViewerCt;
  readonly voxels: MaskRuns;
  /** Absent where no model has looked at the image yet. */
  readonly descriptor?: RegionDescriptor | undefined;
}

/** Reads lesions for predictions, and remembers them by the tracking UID that the prediction bears. */
export class PreparedLesions {
  readonly #byLesionId = new Map<string, PreparedLesion>();
  readonly #described = new Map<string, Described>();

  /** The UID that a prediction of the lesion would bear, where one is known already. */
  trackingUidOf(
    lesionId: string,
    origin: LesionOrigin,
    knownTrackingUid: (segmentation: SegmentationReference) => string | undefined,
  ): string | undefined {
    return (
      this.#byLesionId.get(lesionId)?.trackingUid ??
      knownTrackingUid(lesionReference(origin)) ??
      statedTrackingUid(origin)
    );
  }

  /** The lesion is the one that bears this UID, whatever was known before. */
  trackAs(lesionId: string, origin: LesionOrigin, trackingUid: string): void {
    this.#byLesionId.set(lesionId, { origin, trackingUid });
  }

  /**
   * @param knownTrackingUid asked for the UID that earlier reports gave to these contours
   * @throws what reading the contours and the CT throws
   */
  async prepare(
    lesionId: string,
    origin: LesionOrigin,
    knownTrackingUid: (segmentation: SegmentationReference) => string | undefined,
    manifest: ModelManifest,
    clinical: ClinicalInputs,
    signal: AbortSignal,
  ): Promise<PredictionRequest> {
    const trackingUid = this.trackingUidOf(lesionId, origin, knownTrackingUid) ?? newUid();
    this.#byLesionId.set(lesionId, { origin, trackingUid });

    const { voxels, drawn } = await readLesionContours(origin);
    throwIfCancelled(signal);
    const { ct } = origin;
    const last = this.#described.get(lesionId);
    const known =
      last?.ct === ct && areSameVoxels(last.voxels, voxels) ? last.descriptor : undefined;
    const source = lesionSource(origin, drawn, origin.warnings, trackingUid);
    const request = await preparePrediction(ct, voxels, source, clinical, manifest, signal, known);
    this.#described.set(lesionId, { ct, voxels, descriptor: request.descriptor ?? known });
    return request;
  }

  /**
   * The lesion that a prediction of this session was made on.
   *
   * @throws `invalid-report` when it is gone or no longer what was predicted
   */
  async find({ lesion }: Prediction): Promise<PreparedLesion> {
    const prepared = [...this.#byLesionId.values()].find(
      ({ trackingUid }) => trackingUid === lesion.trackingUid,
    );
    if (!prepared) throw changed(lesion.label);
    const { voxels } = await readLesionContours(prepared.origin);
    const { voxelCount, centroidLps } = measureRuns(voxels.grid, voxels.runs);
    const isSame =
      voxelCount === lesion.voxelCount &&
      centroidLps.every((coordinate, axis) => coordinate === lesion.centroidLps[axis]);
    if (!isSame) throw changed(lesion.label);
    return prepared;
  }

  clear(): void {
    this.#byLesionId.clear();
    this.#described.clear();
  }
}

function changed(label: string): MutationPredictionError {
  return new MutationPredictionError('invalid-report.contours-changed', { lesion: label });
}
