/**
 * The clinical baseline, which looks at no image, against what scikit-learn says of made-up patients
 * (`mutation-train clinical-tcia` made both).
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import {
  clinicalInputOf,
  encodeClinical,
  type ClinicalInputs,
  type ModelManifest,
} from '@mutation-prediction/core';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { openPackageSession } from './packageSession.js';

type Patient = ClinicalInputs & { readonly probabilities: readonly number[] };

const expected = path.join(process.cwd(), 'test/golden/clinical-tcia/expected.json');

test('encoding and graph give what scikit-learn gives, known or not', async () => {
  const { manifest, network } = await loadModelPackage('clinical-tcia', modelsDirectory());
  expect(manifest.inputs.map(({ kind }) => kind)).toEqual(['clinical']);
  const { patients } = JSON.parse(await readFile(expected, 'utf8')) as { patients: Patient[] };
  const session = await openPackageSession({ manifest, network });

  for (const { probabilities, ...clinical } of patients) {
    const { values } = encodeClinical(clinical, clinicalOf(manifest));
    const outputs = await session.run({ clinical: { data: values, dims: [1, values.length] } });
    const found = outputs['probabilities']!.data;
    expect(found).toHaveLength(probabilities.length);
    probabilities.forEach((probability, n) => expect(found[n]).toBeCloseTo(probability, 6));
  }
  await session.release();
});

function clinicalOf(manifest: ModelManifest) {
  const input = clinicalInputOf(manifest);
  if (!input) throw new Error('The package asks for no clinical values.');
  return input;
}
