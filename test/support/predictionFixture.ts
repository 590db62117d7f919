import type { Prediction } from '../../core/src/contract/prediction.js';
import type { ReportContext } from '../../core/src/report/reportContext.js';
import type { ReportedLesion } from '../../core/src/report/reportedLesion.js';
import { predictedTargets } from './predictedTargets.js';

const STUDY = '2.25.9000001';
const CT_SERIES = '2.25.9000002';
const FRAME_OF_REFERENCE = '2.25.9000003';
const SEG_SERIES = '2.25.9000004';

/** A prediction that uses every field of the contract, with numbers that no short decimal holds. */
export function predictionFixture(): Prediction {
  const planes = ['axial', 'coronal', 'sagittal'] as const;
  const target = (id: string, hgnc: string, probability: number) => ({
    id,
    codes: {
      probability: {
        value: `${id}_MUT_PROB`,
        scheme: '99MUTPRED',
        meaning: `Probability of ${id} mutation`,
      },
      prediction: {
        value: `${id}_MUT_PRED`,
        scheme: '99MUTPRED',
        meaning: `Predicted ${id} mutation status`,
      },
      gene: { value: `HGNC:${hgnc}`, scheme: 'HGNC', meaning: id },
    },
    probability,
    threshold: 0.5,
    indeterminate: [0.4, 0.1 + 0.5] as [number, number],
  });
  return {
    schemaVersion: 1,
    uid: '2.25.334556233326936848092071922071391491330',
    createdAt: '2026-02-03T04:05:06.789Z',
    targets: [
      {
        ...target('EGFR', '3236', 0.7312341234512345),
        status: 'mutant',
        set: {
          classes: ['mutant'],
          level: 0.95,
          p: { mutant: 1 / 3, wildType: 0.01639344262295082 },
          cases: { mutant: 121, wildType: 142 },
          coverage: { mutant: 0.9113, wildType: 0.9172 },
        },
        uncertainty: {
          lower: 0.6512000000000001,
          upper: 0.7893999999999999,
          method: 'leave-one-view-out-range',
        },
        views: planes.map((plane, n) => ({
          plane,
          probability: 0.7 + n / 30,
          probabilityWithout: 0.69 + n / 70,
        })),
      },
      {
        ...target('KRAS', '6407', 1 / 3),
        status: 'indeterminate',
        set: {
          classes: [],
          level: 0.95,
          p: { mutant: 0.04, wildType: 0.025 },
          cases: { mutant: 74, wildType: 175 },
          coverage: { mutant: 0.9, wildType: 0.92 },
        },
        views: planes.map((plane) => ({ plane })),
      },
    ],
    likeness: {
      score: 1.2345678901234567,
      farthest: 'radiomics',
      p: 0.0024937655860349127,
      limit: 0.02,
      cases: 400,
    },
    lesion: {
      label: 'Läsion 1 (S3 & S4)',
      trackingUid: '2.25.97039738152846842189628137582994072994',
      centroidLps: [-61.23456789012345, 12.5, -1204.000000000001],
      volumeMm3: 4321.987654321098,
      voxelCount: 5120,
      longestDiameterMm: 24.12345678901234,
      sliceCount: 14,
      partCount: 2,
      fractionInField: 0.9999999999999999,
      finding: {
        source: 'segment',
        category: {
          value: '49755003',
          scheme: 'SCT',
          meaning: 'Morphologically abnormal structure',
        },
        type: { value: '108369006', scheme: 'SCT', meaning: 'Neoplasm' },
        site: { value: '45653009', scheme: 'SCT', meaning: 'Upper lobe of lung' },
      },
    },
    inputs: {
      image: {
        studyInstanceUid: STUDY,
        seriesInstanceUid: CT_SERIES,
        frameOfReferenceUid: FRAME_OF_REFERENCE,
      },
      segmentation: {
        kind: 'SEG',
        studyInstanceUid: STUDY,
        seriesInstanceUid: SEG_SERIES,
        sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4',
        sopInstanceUid: '2.25.9000005',
        segmentNumber: 3,
        segmentLabel: 'GTV=1; left\\right ',
        component: 1,
      },
      clinical: { ageYears: 64.5, sex: 'F', smoking: 'former' },
      clinicalMissing: [],
    },
    model: {
      id: 'mmdl-demo',
      version: '0.1.0',
      name: 'MMDL nine views (demonstration)',
      digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
      status: 'demonstration',
      trainedOn: 'Synthetic lesions; no patient data.',
      intendedUse: 'Research use only.',
    },
    device: {
      runtime: 'onnxruntime-web',
      runtimeVersion: '1.29.0',
      backend: 'wasm',
      name: 'WebAssembly, SIMD',
      threads: 4,
      server: 'gpu.example.org',
      fallbackReason: 'WebGPU is not available.',
    },
    timingsMs: { views: 41.30000000000001, run: 812.4, total: 1002.25 },
    warnings: [
      { code: 'demonstration-weights', message: 'Demonstration weights.' },
      { code: 'lesion-in-parts', message: 'The segment has 2 parts; 9 % lie outside ±32 mm.' },
      { code: 'device-fallback', message: 'WebGPU is not available:\nslower.' },
    ],
  };
}

/** The same with every optional field absent, as from a labelmap and without clinical inputs. */
export function minimalPredictionFixture(): Prediction {
  const { likeness, ...full } = predictionFixture();
  const { finding, ...lesion } = full.lesion;
  if (!likeness || !finding) throw new Error('The fixture with every field lacks some.');
  return {
    ...full,
    lesion,
    targets: predictedTargets(full).map((target) => ({
      id: target.id,
      codes: target.codes,
      probability: 0.5,
      status: 'mutant',
      threshold: target.threshold,
    })),
    inputs: {
      image: full.inputs.image,
      segmentation: { kind: 'labelmap', segmentNumber: 1 },
      clinical: {},
      clinicalMissing: ['age', 'sex', 'smoking'],
    },
    model: { ...full.model, status: 'research' },
    device: {
      runtime: 'onnxruntime-node',
      runtimeVersion: '1.29.0',
      backend: 'cpu',
      name: 'CPU',
    },
    warnings: [],
  };
}

/** A liver: nothing is predicted of it. */
export function withheldPredictionFixture(): Prediction {
  const full = predictionFixture();
  return {
    ...full,
    uid: '2.25.81',
    lesion: {
      ...full.lesion,
      label: 'Liver',
      trackingUid: '2.25.82',
      finding: {
        source: 'segment',
        category: { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' },
        type: { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
      },
    },
    inputs: { ...full.inputs, clinical: {}, clinicalMissing: [] },
    targets: full.targets.map(({ id, codes }) => ({
      id,
      codes,
      status: 'withheld',
      reasons: ['other-structure', 'outside-lung'],
    })),
    timingsMs: { views: 12.5, run: 0, total: 12.5 },
    warnings: [
      { code: 'other-structure', message: 'The segment is coded as “Liver”.' },
      { code: 'outside-lung', message: 'There is no aerated lung within 22 mm.' },
    ],
  };
}

/** What a check withholds, and a user asked to see; coded in a scheme of its own. */
export function shownDespitePredictionFixture(): Prediction {
  const full = predictionFixture();
  return {
    ...full,
    uid: '2.25.83',
    lesion: {
      ...full.lesion,
      label: 'Something',
      trackingUid: '2.25.84',
      finding: {
        source: 'segment',
        type: { value: 'X-1', scheme: '99OTHER', meaning: 'Something' },
      },
    },
    targets: predictedTargets(full).map((target) => ({
      ...target,
      shownDespite: ['contours-on-bone'],
    })),
    warnings: [
      { code: 'shown-although-withheld', message: 'Shown because a user asked.' },
      { code: 'contours-on-bone', message: '42 % of the lesion is as dense as bone.' },
    ],
  };
}

/** A prediction of one of the fixtures on its segment. */
export function reportedLesionFixture(prediction = predictionFixture()): ReportedLesion {
  return {
    prediction,
    segmentation: {
      studyInstanceUid: STUDY,
      seriesInstanceUid: SEG_SERIES,
      sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4',
      sopInstanceUid: '2.25.9000005',
      segmentNumber: 3,
    },
  };
}

/** Three groups: two lesions in one SEG by one model, and the first of them by another model too. */
export function severalLesionsFixture(): ReportedLesion[] {
  const first = reportedLesionFixture();
  const { prediction, segmentation } = first;
  const second: Prediction = {
    ...prediction,
    uid: '2.25.71',
    lesion: { ...prediction.lesion, label: 'Lesion 2', trackingUid: '2.25.72', volumeMm3: 91.25 },
    inputs: {
      ...prediction.inputs,
      segmentation: { ...prediction.inputs.segmentation, segmentNumber: 4, segmentLabel: 'GTV 2' },
    },
    targets: prediction.targets.map((target, n) => ({ ...target, probability: 0.1 + n / 7 })),
    warnings: [{ code: 'lesion-small', message: 'The lesion has 5 voxels.' }],
  };
  const byOtherModel: Prediction = {
    ...minimalPredictionFixture(),
    uid: '2.25.73',
    lesion: prediction.lesion,
    inputs: {
      ...prediction.inputs,
      // This model was not told the smoking status.
      clinical: { ageYears: 64.5, sex: 'F' },
      clinicalMissing: ['smoking'],
    },
    model: {
      ...prediction.model,
      id: 'other',
      name: 'Another model',
      version: '2.1.0',
      digest: `sha256:${'fedcba9876543210'.repeat(4)}`,
      status: 'research',
    },
    warnings: [{ code: 'clinical-missing', message: 'Smoking is not known.' }],
  };
  return [
    {
      ...first,
      visualExplanations: ['EGFR', 'KRAS'].map((target, n) => ({
        studyInstanceUid: STUDY,
        seriesInstanceUid: `2.25.900000${6 + n}`,
        sopClassUid: '1.2.840.10008.5.1.4.1.1.30',
        sopInstanceUid: `2.25.900001${6 + n}`,
        target,
      })),
      measurements: [
        {
          feature: 'original_firstorder_Mean',
          concept: { value: 'Q4LE', scheme: 'IBSI', meaning: 'Mean intensity' },
          value: -41.23456789012345,
          unit: { value: "[hnsf'U]", scheme: 'UCUM', meaning: 'Hounsfield unit' },
          settings: ['binWidth=25'],
        },
      ],
    },
    {
      prediction: second,
      segmentation: { ...segmentation, segmentNumber: 4 },
      // In the SEG of the lesions themselves: the evidence still lists it once.
      visualExplanations: [{ ...segmentation, segmentNumber: 7 }],
    },
    { prediction: byOtherModel, segmentation },
  ];
}

/** Where the fixtures' image lies. */
export function reportContextFixture(): ReportContext {
  return {
    studyAttributes: {
      PatientName: 'Müller^Jörg',
      PatientID: 'MP-1',
      PatientBirthDate: '19600101',
      StudyInstanceUID: STUDY,
      StudyDate: '20260201',
    },
    image: {
      studyInstanceUid: STUDY,
      seriesInstanceUid: CT_SERIES,
      frameOfReferenceUid: FRAME_OF_REFERENCE,
      instances: [1, 2, 3].map((n) => ({
        sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
        sopInstanceUid: `2.25.90001${n}`,
      })),
    },
    now: new Date(2026, 1, 3, 5, 6, 7, 89),
  };
}
