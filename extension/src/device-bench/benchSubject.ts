import {
  chestPhantom,
  cropMask,
  cropVolume,
  preparePrediction,
  RADIOMICS_PRESETS,
  radiomicsRegion,
  type CtImage,
  type FeatureInput,
  type Mask,
  type ModelManifest,
  type PredictionRequest,
  type RadiomicsParameters,
} from '@mutation-prediction/core';

/** The synthetic lesion in its CT, in memory, as a viewer has one that has been read. */
export interface BenchSubject {
  readonly ct: CtImage;
  readonly lesion: Mask;
}

/** Of PyRadiomics' default, on what filters see of the CT. */
const PARAMETERS: RadiomicsParameters = {
  ...RADIOMICS_PRESETS[107],
  setting: { binWidth: 25, preCrop: true, padDistance: 10 },
};

/** The demonstration study's chest: 512 × 512 × 120 voxels. */
export function benchSubject(): BenchSubject {
  const { ct, nodule } = chestPhantom();
  return {
    ct: {
      grid: ct.grid,
      acquisition: { modality: 'CT', sliceThicknessMm: 2.5 },
      readRegion: (box) => Promise.resolve(cropVolume(ct, box)),
    },
    lesion: nodule,
  };
}

/** @throws what `preparePrediction` throws */
export async function requestOf(
  { ct, lesion }: BenchSubject,
  manifest: ModelManifest,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const source = {
    label: 'Nodule',
    trackingUid: '2.25.1',
    segmentation: { kind: 'SEG', segmentNumber: 1 },
  } as const;
  const clinical = { ageYears: 64, sex: 'F', smoking: 'never' } as const;
  const request = await preparePrediction(ct, lesion, source, clinical, manifest, signal);
  // It is about time, not about the answer: that a phantom is unlike a model's patients stops nothing.
  return { ...request, showWithheld: true };
}

export async function radiomicsInputOf({ ct, lesion }: BenchSubject): Promise<FeatureInput> {
  const { voxels } = radiomicsRegion(lesion, PARAMETERS);
  return {
    image: await ct.readRegion(voxels),
    mask: cropMask(lesion, voxels),
    parameters: PARAMETERS,
  };
}
