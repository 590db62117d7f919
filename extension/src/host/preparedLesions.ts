import type {
  ClinicalInputs,
  ModelManifest,
  Prediction,
  PredictionRequest,
  SegmentationReference,
} from '@mutation-prediction/core';
import {
  lesionReference,
  lesionSource,
  measureLesion,
  MutationPredictionError,
  newUid,
  preparePrediction,
  statedTrackingUid,
  throwIfCancelled,
} from '@mutation-prediction/core';
import { readLesionMask } from './segmentations/lesionMask.js';
import type { LesionOrigin } from './segmentations/segmentationEntry.js';

/** What a report needs to find again: the lesion a prediction was made on. */
export interface PreparedLesion {
  readonly origin: LesionOrigin;
  readonly trackingUid: string;
}

/** Reads lesions for predictions, and remembers them by the tracking UID that the prediction bears. */
export class PreparedLesions {
  readonly #byLesionId = new Map<string, PreparedLesion>();

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

    const { mask, ...drawn } = await readLesionMask(origin);
    throwIfCancelled(signal);
    const source = lesionSource(origin, drawn, origin.warnings, trackingUid);
    return preparePrediction(origin.ct, mask, source, clinical, manifest, signal);
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
    const { voxelCount, centroidLps } = measureLesion((await readLesionMask(prepared.origin)).mask);
    const isSame =
      voxelCount === lesion.voxelCount &&
      centroidLps.every((coordinate, axis) => coordinate === lesion.centroidLps[axis]);
    if (!isSame) throw changed(lesion.label);
    return prepared;
  }

  clear(): void {
    this.#byLesionId.clear();
  }
}

function changed(label: string): MutationPredictionError {
  return new MutationPredictionError('invalid-report.contours-changed', { lesion: label });
}
