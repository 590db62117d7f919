import { readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { clinicalInputOf } from '../inference/modelInputs.js';
import type { ClinicalInput, ModelManifest } from '../contract/modelManifest.js';
import { missingClinicalWarnings } from './missingClinical.js';

const sentences = (manifest: ModelManifest) =>
  missingClinicalWarnings({}, manifest).map(({ message }) => message);

function modelWith(...fields: ClinicalInput['fields']): ModelManifest {
  const manifest = manifestFixture();
  const input = { ...clinicalInputOf(manifest)!, fields };
  return { ...manifest, inputs: [input] };
}

const packaged = (name: string) =>
  JSON.parse(
    readFileSync(
      path.resolve(import.meta.dirname, '../../../models/packages', name, 'model.json'),
      'utf8',
    ),
  ) as ModelManifest;

test('what is not known is named with what the model takes instead, and nothing else is', () => {
  expect(sentences(manifestFixture())).toEqual([
    'Sex is not known; the model calculates with a value between “male” and “female” instead.',
    'Age is not known; the model calculates with 65.5 years instead.',
    'Smoking history is not known; the model calculates with a value between “never” and “former” instead.',
  ]);
  const known = { sex: 'F', smoking: 'never' } as const;
  expect(missingClinicalWarnings(known, manifestFixture())).toHaveLength(1);
});

test('a model that asks for nothing misses nothing', () => {
  expect(sentences(packaged('cnn3d-demo'))).toEqual([]);
});

test.each([
  [
    'ajou-multimodal-demo',
    [
      'Sex is not known; the model calculates with “male” instead.',
      'Age is not known; the model calculates with 66 years instead.',
      'Height is not known; the model calculates with 169 cm instead.',
      'Weight is not known; the model calculates with 73 kg instead.',
      'Smoking history is not known; the model calculates with “former or current” instead.',
      'Family history is not known; the model calculates with “no” instead.',
      'Stage is not known; the model calculates with “II” instead.',
      'Lobe is not known; the model calculates with “left upper lobe” instead.',
    ],
  ],
  [
    'clinical-tcia',
    [
      'Age is not known; the model calculates with 68 years instead.',
      'Sex is not known; the model calculates with a value between “male” and “female” instead.',
      'Smoking history is not known; the model calculates with a value between “never” and “former or current” instead.',
    ],
  ],
  [
    'fudan-fusion-demo',
    ['Sex', 'Age', 'Invasive degree', 'Density', 'Vacuole sign', 'Smoking history'].map(
      (name) => `${name} is not known; the model calculates without it.`,
    ),
  ],
])('%s is described as it is', (name, expected) => {
  expect(sentences(packaged(name))).toEqual(expected);
});

test('a stand-in that is none of the values, and lies between none, is not called one', () => {
  const lobe = (standIns: number[]) =>
    modelWith(
      ...((['RUL', 'LUL'] as const).map((own, n) => ({
        name: 'lobe' as const,
        encoding: { RUL: 0, RML: 0, RLL: 0, LUL: 0, LLL: 0, [own]: 1 },
        missing: standIns[n]!,
      })) as ClinicalInput['fields']),
    );
  const nothing = 'Lobe is not known; the model calculates with no particular value instead.';
  expect(sentences(lobe([0.5, 0.5]))).toEqual([nothing]);
  expect(sentences(lobe([1, 0]))).toEqual([
    'Lobe is not known; the model calculates with “right upper lobe” instead.',
  ]);
  const vacuole = (missing: number) =>
    modelWith({ name: 'vacuole', encoding: { yes: 1, no: 0 }, missing });
  for (const outside of [-1, 2, -1e30]) {
    expect(sentences(vacuole(outside))).toEqual([
      'Vacuole sign is not known; the model calculates without it.',
    ]);
  }
});

test('a mean stage lies between two stages', () => {
  const stage = { name: 'stage', mean: 0, sd: 1, missing: 2.4 } as const;
  expect(sentences(modelWith(stage))).toEqual([
    'Stage is not known; the model calculates with a value between “II” and “III” instead.',
  ]);
});
