import type { ConformalCalibration, ModelManifest } from '../../core/src/contract/modelManifest.js';

/** Far fewer cases than any package would claim sets from. */
export function conformalFixture(): ConformalCalibration {
  return {
    level: 0.8,
    mutant: { probabilities: [0.3, 0.6, 0.7, 0.8, 0.9], coverage: 0.5 },
    wildType: { probabilities: [0.1, 0.2, 0.3, 0.4, 0.7], coverage: 0.5 },
  };
}

/** A small model: three planes of an 8 mm cube, all clinical inputs, EGFR second and KRAS first. */
export function manifestFixture(): ModelManifest {
  const target = (id: string, index: number) => ({
    id,
    index,
    probability: { value: `${id}_P`, scheme: '99MUTPRED', meaning: `Probability of ${id}` },
    prediction: { value: `${id}_S`, scheme: '99MUTPRED', meaning: `Predicted ${id} status` },
    gene: { value: `${id}_G`, scheme: '99MUTPRED', meaning: id },
    threshold: 0.5,
  });
  return {
    schemaVersion: 1,
    id: 'fixture',
    version: '1.2.3',
    name: 'Fixture',
    description: 'A model for tests.',
    status: 'demonstration',
    trainedOn: 'Nothing.',
    intendedUse: 'Tests.',
    licence: 'MIT',
    card: 'card.md',
    // EGFR is indeterminate from 0.3 to 0.7; of KRAS no sets are claimed.
    targets: [{ ...target('EGFR', 1), conformal: conformalFixture() }, target('KRAS', 0)],
    inputs: [
      {
        kind: 'views',
        tensor: 'images',
        cube: { size: 8, spacingMm: 1, interpolation: 'cubic-bspline-mirror', outsideHu: -1000 },
        planes: ['axial', 'coronal', 'sagittal'],
        resize: { size: 16, interpolation: 'bilinear-half-pixel' },
        clipHu: [-1000, 400],
        normalisation: { mean: -600, sd: 350 },
      },
      {
        kind: 'clinical',
        tensor: 'patient',
        fields: [
          { name: 'sex', encoding: { F: 1, M: -1, O: 0 }, missing: 0 },
          { name: 'age', mean: 68, sd: 10, missing: -0.25 },
          { name: 'smoking', encoding: { never: -1, former: 0.5, current: 1 }, missing: 0.125 },
        ],
      },
    ],
    outputs: {
      probabilities: 'p',
      viewProbabilities: 'alone',
      leaveOneViewOut: 'without',
    },
    graph: {
      path: 'model.onnx',
      size: 1,
      sha256: '0'.repeat(64),
      precision: 'fp32',
      opset: 17,
    },
  };
}
