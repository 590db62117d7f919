import type {
  ActivationMaps,
  LesionViews,
  Mask,
  ModelManifest,
  PredictedTarget,
  Prediction,
  PredictionRequest,
  ViewPlane,
  Volume,
} from '@mutation-prediction/core';
import { viewPlaneSchema, warningOf } from '@mutation-prediction/core';
import type {
  CtChoice,
  Explanation,
  LesionCandidate,
  ModelEntry,
  PriorPrediction,
  SegmentationEntry,
  StudySnapshot,
} from '../../contract.js';

/** Typed objects to draw and test the panel with; none of them belongs to a person. */

const PLANES = viewPlaneSchema.options;

const GENES = { EGFR: 'HGNC:3236', KRAS: 'HGNC:6407' };
type Gene = keyof typeof GENES;

const codesOf = (gene: Gene) => ({
  probability: {
    value: `${gene}_MUT_PROB`,
    scheme: '99MUTPRED',
    meaning: `Probability of ${gene} mutation`,
  },
  prediction: {
    value: `${gene}_MUT_PRED`,
    scheme: '99MUTPRED',
    meaning: `Predicted ${gene} mutation status`,
  },
  gene: { value: GENES[gene], scheme: 'HGNC', meaning: gene },
});

export const manifest: ModelManifest = {
  schemaVersion: 1,
  id: 'mmdl-demo',
  version: '0.1.0',
  name: 'MMDL nine views',
  description: 'Nine views of the lesion and three clinical values.',
  status: 'demonstration',
  trainedOn: 'Nothing: the weights are random.',
  intendedUse: 'Research use only. Shows how the viewer works; not for clinical use.',
  licence: 'MIT',
  card: 'card.md',
  targets: (['EGFR', 'KRAS'] as const).map((id, index) => ({
    id,
    index,
    ...codesOf(id),
    threshold: 0.5,
  })),
  inputs: [
    {
      kind: 'views',
      tensor: 'views',
      cube: { size: 64, spacingMm: 1, interpolation: 'cubic-bspline-mirror', outsideHu: -1000 },
      planes: [...PLANES],
      resize: { size: 299, interpolation: 'bilinear-half-pixel' },
      clipHu: [-1000, 400],
      normalisation: { mean: -600, sd: 400 },
    },
    {
      kind: 'clinical',
      tensor: 'clinical',
      fields: [
        { name: 'age', mean: 68, sd: 10, missing: 0 },
        { name: 'sex', encoding: { F: 0, M: 1, O: 0.5 }, missing: 0.5 },
        { name: 'smoking', encoding: { never: 0, former: 0.5, current: 1 }, missing: 0.5 },
      ],
    },
  ],
  outputs: { probabilities: 'probabilities' },
  graph: {
    path: 'model.onnx',
    size: 1_400_000,
    sha256: 'ab'.repeat(32),
    precision: 'w16',
    opset: 18,
  },
};

export const modelEntry: ModelEntry = { manifest, digest: `sha256:${'0f'.repeat(32)}` };

export const ct: CtChoice = {
  id: 'ct-1',
  seriesInstanceUid: '1.2.3.4',
  description: 'Series 4, CHEST 1.25 mm, 304 images',
};

export function lesion(change: Partial<LesionCandidate> = {}): LesionCandidate {
  return {
    id: 'seg-1:1:1',
    label: 'Lesion 1',
    centroidLps: [-60, -20, 110],
    frameOfReferenceUid: '1.2.3.5',
    volumeMm3: 4120,
    longestDiameterMm: 23.2,
    ...change,
  };
}

export function segmentation(change: Partial<SegmentationEntry> = {}): SegmentationEntry {
  return {
    id: 'seg-1',
    kind: 'SEG',
    source: 'SEG “GTV-1”, series 1000',
    status: 'ready',
    lesions: [lesion()],
    refusedSegments: [],
    ct,
    ctAlternatives: [],
    revision: 1,
    ...change,
  };
}

export function snapshot(change: Partial<StudySnapshot> = {}): StudySnapshot {
  return {
    studyInstanceUid: '1.2.3',
    hasCt: true,
    segmentations: [segmentation()],
    patient: { ageYears: 64, sex: 'F' },
    earlier: [],
    prior: { status: 'ready', entries: [], refused: [] },
    measured: [],
    ...change,
  };
}

export function prediction(change: Partial<Prediction> = {}): Prediction {
  return {
    schemaVersion: 1,
    uid: '2.25.1',
    createdAt: '2025-03-12T13:03:00Z',
    targets: [target('EGFR', 0.31, 'wild-type'), target('KRAS', 0.56, 'indeterminate')],
    lesion: {
      label: 'Lesion 1',
      trackingUid: '2.25.77',
      centroidLps: [-60, -20, 110],
      volumeMm3: 4120,
      voxelCount: 4120,
      longestDiameterMm: 23.2,
      sliceCount: 18,
      partCount: 1,
      fractionInField: 1,
    },
    inputs: {
      image: {
        studyInstanceUid: '1.2.3',
        seriesInstanceUid: '1.2.3.4',
        frameOfReferenceUid: '1.2.3.5',
      },
      segmentation: { kind: 'SEG', sopInstanceUid: '1.2.3.6', segmentNumber: 1 },
      clinical: { ageYears: 64, sex: 'F' },
      clinicalMissing: ['smoking'],
    },
    model: {
      id: manifest.id,
      version: manifest.version,
      name: manifest.name,
      digest: modelEntry.digest,
      status: manifest.status,
      trainedOn: manifest.trainedOn,
      intendedUse: manifest.intendedUse,
    },
    device: {
      runtime: 'onnxruntime-web',
      runtimeVersion: '1.30.0',
      backend: 'webgpu',
      name: 'Intel Iris Xe',
    },
    timingsMs: { views: 41, run: 380, total: 452 },
    warnings: [],
    ...change,
  };
}

function target(id: Gene, probability: number, status: PredictedTarget['status']): PredictedTarget {
  return {
    id,
    codes: codesOf(id),
    probability,
    status,
    threshold: 0.5,
    set: {
      classes: status === 'indeterminate' ? ['mutant', 'wild-type'] : [status],
      level: 0.95,
      p: { mutant: 0.5, wildType: 0.5 },
      cases: { mutant: 121, wildType: 142 },
      coverage: { mutant: 0.912, wildType: 0.918 },
    },
    indeterminate: [0.4, 0.6],
    uncertainty: {
      lower: probability - 0.07,
      upper: probability + 0.05,
      method: 'leave-one-view-out-range',
    },
    views: PLANES.map((plane, index) => ({
      plane,
      probability: Math.max(0, probability + 0.04 * (index - 4)),
      probabilityWithout: probability + 0.01 * (4 - index),
    })),
  };
}

/** A soft ball (60 HU) with a stalk towards the patient's left, in lung, cut as MMDL cuts its cube. */
export function lesionViews(size = 299): LesionViews {
  const cubeSize = 64;
  const hu = new Float32Array(PLANES.length * size * size);
  const mask = new Uint8Array(PLANES.length * cubeSize * cubeSize);
  PLANES.forEach((plane, index) => {
    fill(size, (row, column, at) => {
      const [x, y, z] = placeOf(plane, row, column);
      const inBall = smooth(10 - Math.hypot(x, y, z));
      const inStalk = x > 0 ? smooth(2.5 - Math.hypot(y - 0.2 * x, z + 0.3 * x)) : 0;
      hu[index * size * size + at] = -860 + 920 * Math.max(inBall, 0.8 * inStalk);
    });
    fill(cubeSize, (row, column, at) => {
      const [x, y, z] = placeOf(plane, row, column);
      mask[index * cubeSize * cubeSize + at] = Math.hypot(x, y, z) < 10 ? 1 : 0;
    });
  });
  return { planes: PLANES, size, hu, cubeSize, cubeSpacingMm: 1, mask, centreLps: [-60, -20, 110] };
}

/** Cells of 8 mm: for EGFR something beside the ball speaks, for KRAS against it. */
export function activationMaps(): ActivationMaps {
  const cells = 8;
  const data = new Float32Array(2 * PLANES.length * cells * cells);
  PLANES.forEach((plane, image) => {
    fill(cells, (row, column, at) => {
      const [x, y, z] = placeOf(plane, row, column);
      const near = Math.exp(-((x - 9) ** 2 + (y - 4) ** 2 + (z + 3) ** 2) / 200);
      const far = Math.exp(-((x + 18) ** 2 + (y + 6) ** 2 + z ** 2) / 260);
      data[image * cells * cells + at] = 2 * near - 0.8 * far;
      data[(PLANES.length + image) * cells * cells + at] = 0.5 * far - near;
    });
  });
  return {
    input: 'views',
    method: 'grad-cam',
    targets: ['EGFR', 'KRAS'],
    unconfirmed: ['KRAS'],
    images: PLANES.length,
    size: [cells, cells],
    data,
  };
}

/** A map of EGFR on 12 mm of CT, as it comes back from an archive. */
export function storedMaps(): Explanation {
  const grid = {
    size: [12, 12, 12],
    origin: [-66, -26, 104],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  } as const;
  const data = Float32Array.from({ length: 12 ** 3 }, (_, n) => (n % 12) / 12);
  return {
    seen: {
      images: [
        {
          ...{ input: 'ct', kind: 'volume', unit: 'hu', grids: [grid] },
          data: data.map((value) => 800 * value - 800),
          mask: Uint8Array.from(data, (value) => (value > 0.5 ? 1 : 0)),
        },
      ],
    },
    activationMaps: [
      {
        ...{ input: 'ct', method: 'grad-cam', targets: ['EGFR'], images: 1, size: [12, 12, 12] },
        data,
      },
    ],
  };
}

function fill(size: number, draw: (row: number, column: number, at: number) => void): void {
  const mm = (index: number) => ((index + 0.5) / size - 0.5) * 64;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) draw(mm(row), mm(column), row * size + column);
  }
}

/** (x, y, z) mm from the centre, of a row and a column given in mm along the plane's cube indices. */
function placeOf(plane: ViewPlane, row: number, column: number): [number, number, number] {
  switch (plane) {
    case 'axial':
      return [column, row, 0];
    case 'coronal':
      return [column, 0, row];
    case 'sagittal':
      return [0, column, row];
    case 'diagonal-yx':
      return [column, column, row];
    case 'antidiagonal-yx':
      return [-column, column, row];
    case 'diagonal-zx':
      return [row, column, row];
    case 'antidiagonal-zx':
      return [-row, column, row];
    case 'diagonal-zy':
      return [column, row, row];
    case 'antidiagonal-zy':
      return [column, -row, row];
  }
}

const smooth = (depthMm: number): number => 1 / (1 + Math.exp(-2 * depthMm));

/** Why a check withholds a result, in the product's own words. */
const WITHHELD_FOR = [
  warningOf('outside-lung.none', { reach: 22 }),
  warningOf('contours-on-bone', { share: '42 %' }),
];

/** As a check leaves a prediction: nothing of it. */
export function withheldPrediction(change: Partial<Prediction> = {}): Prediction {
  const full = prediction(change);
  return {
    ...full,
    targets: full.targets.map(({ id, codes }) => ({
      id,
      codes,
      status: 'withheld',
      reasons: WITHHELD_FOR.map(({ code }) => code),
    })),
    inputs: { ...full.inputs, clinical: {}, clinicalMissing: [] },
    device: { runtime: 'none', runtimeVersion: '', backend: 'none', name: 'not run' },
    warnings: [...WITHHELD_FOR, ...full.warnings],
  };
}

/** The same where the user asked to see it. */
export function shownDespite(change: Partial<Prediction> = {}): Prediction {
  const full = prediction(change);
  return {
    ...full,
    targets: full.targets.map((target) =>
      target.status === 'withheld'
        ? target
        : { ...target, shownDespite: WITHHELD_FOR.map(({ code }) => code) },
    ),
    warnings: [warningOf('shown-although-withheld'), ...WITHHELD_FOR, ...full.warnings],
  };
}

export function predictionRequest(): PredictionRequest {
  const grid = {
    size: [1, 1, 1],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  } as const;
  const { lesion: measured, inputs } = prediction();
  return {
    region: { grid, data: new Int16Array(1) },
    regionMask: { grid, data: new Uint8Array(1) },
    lesion: measured,
    acquisition: {},
    segmentation: inputs.segmentation,
    segmentCodes: {},
    clinical: {},
    inputWarnings: [],
  };
}

/** A prediction of another study, a year earlier and in another frame of reference. */
export function priorPrediction(change: Partial<Prediction> = {}, id = '1.8.1'): PriorPrediction {
  const then = prediction({ uid: `2.25.${id.replaceAll('.', '')}` });
  return {
    id,
    contentDate: '2024-03-14T10:00:00',
    studyDate: '2024-03-12',
    studyInstanceUid: '1.2.2',
    prediction: {
      ...then,
      targets: [target('EGFR', 0.27, 'wild-type'), target('KRAS', 0.6, 'indeterminate')],
      lesion: {
        ...then.lesion,
        trackingUid: '2.25.500',
        longestDiameterMm: 20,
        volumeMm3: 3200,
        centroidLps: [-58, -14, 300],
      },
      inputs: {
        ...then.inputs,
        image: {
          studyInstanceUid: '1.2.2',
          seriesInstanceUid: '1.2.2.1',
          frameOfReferenceUid: '9',
        },
      },
      ...change,
    },
  };
}

/** A ball of soft tissue, brighter on one side, in lung: voxels to take features of. */
export function lesionVoxels(): { readonly image: Volume; readonly mask: Mask } {
  const size = [14, 14, 10] as const;
  const grid = {
    size,
    origin: [0, 0, 0],
    axes: [
      [0.7, 0, 0],
      [0, 0.7, 0],
      [0, 0, 1.25],
    ],
  } as const;
  const data = new Int16Array(size[0] * size[1] * size[2]).fill(-850);
  const mask = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) {
    const [i, j] = [n % size[0], Math.floor(n / size[0]) % size[1]];
    const k = Math.floor(n / (size[0] * size[1]));
    if (Math.hypot((i - 6) * 0.7, (j - 7) * 0.7, (k - 5) * 1.25) > 3.6) continue;
    mask[n] = 1;
    data[n] = -40 + 12 * i + ((7 * n) % 31);
  }
  return { image: { grid, data }, mask: { grid, data: mask } };
}
