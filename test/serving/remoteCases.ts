/** Models of every kind of input, a lesion on a noisy CT, and a network that looks at every bit. */
import { hash32, hashedCt } from '../support/hashedCt.js';
import { hashedLesion } from '../support/hashedLesion.js';
import { manifestFixture } from '../support/manifestFixture.js';
import type { ClinicalInputs } from '../../core/src/contract/clinical.js';
import type { ModelManifest } from '../../core/src/contract/modelManifest.js';
import { modelManifestSchema } from '../../core/src/contract/modelManifest.js';
import { REGION_FEATURES } from '../../core/src/contract/regionDescriptor.js';
import type { PredictionRequest } from '../../core/src/contract/request.js';
import { cropVolume } from '../../core/src/imaging/crop.js';
import type { CtImage } from '../../core/src/imaging/ctImage.js';
import type {
  LikenessBlock,
  LikenessReference,
} from '../../core/src/inference/likenessReference.js';
import type { FloatTensor } from '../../core/src/inference/session.js';
import { preparePrediction } from '../../core/src/prediction/preparePrediction.js';
import type { PredictionModel } from '../../core/src/prediction/runModel.js';

const hu = { clipHu: [-1000, 400] as [number, number], normalisation: { mean: 0, sd: 1 } };
const spline = { interpolation: 'cubic-bspline-mirror', outsideHu: -1000, ...hu } as const;

const views: ModelManifest = {
  ...manifestFixture(),
  outputs: {
    ...manifestFixture().outputs,
    featureMaps: [{ input: 'images', maps: 'maps', weights: 'weights', method: 'grad-cam' }],
    penultimate: 'features',
  },
  likeness: { path: 'likeness.json', size: 1, sha256: '0'.repeat(64), cases: 60, limit: 0.02 },
};

/** Nothing is like it: the warning that only the run shows is always there. Every number counts. */
const likeness: LikenessReference = {
  blocks: [
    likenessBlock('network', 3, 9),
    // Far more narrow: the region is only ever behind.
    { ...likenessBlock('region', REGION_FEATURES.length, 0), q90: 1e9 },
  ],
  scores: Array.from({ length: 60 }, () => 1),
};

function likenessBlock(kind: LikenessBlock['kind'], length: number, mean: number): LikenessBlock {
  const places = Array.from({ length }, (_, n) => n);
  return {
    kind,
    length,
    places,
    scale: 'linear',
    mean: places.map(() => mean),
    sd: places.map(() => 1),
    precision: places.flatMap((row) => places.slice(0, row + 1).map((n) => (n === row ? 1 : 0))),
    median: 0,
    q90: 1,
  };
}

/** What a model sees that looks at no views. */
const other: ModelManifest = modelManifestSchema.parse({
  ...manifestFixture(),
  id: 'other',
  inputs: [
    {
      kind: 'volume',
      tensor: 'block',
      crop: { kind: 'bounding-box' },
      spacingMm: 1,
      outsideMaskHu: -1000,
      quarterTurns: 1,
      resize: { depth: 4, rows: 6, columns: 5, interpolation: 'trilinear-half-pixel' },
      ...spline,
    },
    {
      kind: 'volume',
      tensor: 'cube',
      crop: { kind: 'centred', size: 7 },
      spacingMm: 1.5,
      ...spline,
    },
    { kind: 'patch', tensor: 'patch', size: 10, outsideHu: -1000, ...hu },
    {
      kind: 'slices',
      tensor: 'slices',
      count: 4,
      crop: 16,
      size: 8,
      window: { source: 'image', centre: -600, width: 1500 },
      equalisation: '256-levels',
      contextMm: 5,
    },
    {
      kind: 'radiomics',
      tensor: 'features',
      roi: { kind: 'tumour' },
      contextMm: 10,
      parameters: { imageType: { Original: {} } },
      features: [
        { name: 'original_shape_VoxelVolume', offset: 0, scale: 1, missing: 0 },
        // Beyond every number once it is scaled: there is a warning of it.
        { name: 'original_firstorder_Energy', offset: 0, scale: 1e308, missing: 7 },
      ],
    },
  ],
  outputs: { probabilities: 'p' },
});

const clinicalAlone: ModelManifest = {
  ...manifestFixture(),
  id: 'clinical',
  inputs: manifestFixture().inputs.filter(({ kind }) => kind === 'clinical'),
  outputs: { probabilities: 'p' },
};

export const MANIFESTS = { views, other, clinicalAlone };

/** A request with something in every field. */
export function caseOf(
  manifest: ModelManifest,
  { clinical = {}, ...ct }: Partial<CtImage> & { readonly clinical?: ClinicalInputs } = {},
): Promise<PredictionRequest> {
  const { grid, mask, source } = hashedLesion;
  const volume = hashedCt(grid, false);
  return preparePrediction(
    {
      grid,
      acquisition: {
        modality: 'CT',
        bodyPartExamined: 'HEAD',
        sliceThicknessMm: 7,
      },
      windows: Array.from({ length: grid.size[2] }, (_, k) => ({ centre: -650 + k, width: 1400 })),
      readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
      ...ct,
    },
    mask,
    source,
    clinical,
    manifest,
  );
}

/** Its outputs are hashes of all that it is given: one other bit anywhere gives other numbers. */
export function hashingModel(manifest: ModelManifest): PredictionModel {
  const planes = manifest.inputs.find((input) => input.kind === 'views')?.planes.length ?? 0;
  const perView = [1, planes, 2];
  const shapes: Readonly<Record<string, readonly number[]>> = {
    p: [1, 2],
    alone: perView,
    without: perView,
    features: [1, 3],
    maps: [planes, 4, 2, 2],
    weights: [2, planes, 4],
  };
  return {
    manifest,
    digest: `sha256:${'a'.repeat(64)}`,
    ...(manifest.likeness && { likeness }),
    session: {
      device: {
        runtime: 'onnxruntime-node',
        runtimeVersion: '1',
        backend: 'cpu',
        name: 'CPU',
        fallbackReason: 'There is no other.',
      },
      run: (inputs, _signal, outputs = Object.keys(shapes)) => {
        const seed = hashOf(inputs);
        return Promise.resolve(
          Object.fromEntries(
            outputs.map((name, n) => [name, hashedOutput(shapes[name]!, seed, n)] as const),
          ),
        );
      },
      release: () => Promise.resolve(),
    },
  };
}

function hashOf(inputs: Readonly<Record<string, FloatTensor>>): number {
  let hash = 0;
  for (const [name, { data, dims }] of Object.entries(inputs)) {
    for (const character of `${name} ${dims.join()}`)
      hash = hash32(hash, character.charCodeAt(0), 0);
    for (const bits of new Uint32Array(data.buffer, data.byteOffset, data.length)) {
      hash = hash32(hash, bits, 1);
    }
  }
  return hash;
}

function hashedOutput(dims: readonly number[], seed: number, index: number): FloatTensor {
  const length = dims.reduce((product, n) => product * n, 1);
  return { dims, data: Float32Array.from({ length }, (_, n) => hash32(seed, index, n) / 2 ** 32) };
}
