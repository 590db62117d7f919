import {
  cohortCase,
  cropVolume,
  preparePrediction,
  type ModelManifest,
  type PredictionRequest,
} from '@mutation-prediction/core';

/** A lesion of the synthetic cohort as a host would ask a model about it; no check keeps the model from running. */
export async function cohortRequest(manifest: ModelManifest): Promise<PredictionRequest> {
  const { ct, mask } = cohortCase(1, 0);
  const request = await preparePrediction(
    { grid: ct.grid, acquisition: {}, readRegion: (box) => Promise.resolve(cropVolume(ct, box)) },
    mask,
    {
      label: 'Lesion',
      trackingUid: '2.25.1',
      segmentation: { kind: 'nifti', segmentNumber: 1 },
    },
    { ageYears: 64, sex: 'F' },
    manifest,
  );
  return { ...request, showWithheld: true };
}
