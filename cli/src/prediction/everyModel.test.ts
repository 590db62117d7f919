/** `predict --model` with every shipped package, against another implementation of the whole chain. */
import { jest } from '@jest/globals';
import { predictionSchema } from '@mutation-prediction/core';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

/** test/golden/inputs/make_predictions.py */
const golden = JSON.parse(
  readFileSync(path.join(process.cwd(), 'test/golden/inputs/predictions.json'), 'utf8'),
) as {
  readonly cohort: readonly string[];
  readonly predictions: Readonly<Record<string, Readonly<Record<string, Record<string, number>>>>>;
  /** Package, case, target, group of inputs. */
  readonly contributions: Readonly<
    Record<string, Readonly<Record<string, Record<string, Record<string, number>>>>>
  >;
};
const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');
const commandLine = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 });

/** Columns of cohort.csv, and the options that take them. */
const OPTIONS = {
  age: '--age',
  sex: '--sex',
  smoking: '--smoking',
  height_cm: '--height',
  weight_kg: '--weight',
  stage: '--stage',
  lobe: '--lobe',
  invasive_degree: '--invasive-degree',
  density: '--density',
} as const;
const YES_NO = { family_history: '--family-history', vacuole: '--vacuole' } as const;

jest.setTimeout(240_000);

let cohort: string;
let rows: readonly Readonly<Record<string, string>>[];

beforeAll(async () => {
  cohort = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-models-'));
  await commandLine('phantom-cohort', '--out', cohort, ...golden.cohort);
  const [header = '', ...lines] = (await readFile(path.join(cohort, 'cohort.csv'), 'utf8'))
    .trim()
    .split('\n');
  const names = header.split(',');
  rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? '']));
  });
});

afterAll(() => rm(cohort, { recursive: true, force: true }));

/** What the table knows of a patient, as options. */
function clinicalOptions(row: Readonly<Record<string, string>>): string[] {
  return [
    ...Object.entries(OPTIONS).flatMap(([name, flag]) => (row[name] ? [flag, row[name]] : [])),
    ...Object.entries(YES_NO).flatMap(([name, flag]) =>
      row[name] ? [flag, row[name] === '1' ? 'yes' : 'no'] : [],
    ),
  ];
}

test('every package has its predictions', async () => {
  const packages = await readdir(path.join(process.cwd(), 'models/packages'));
  expect(Object.keys(golden.predictions).sort()).toEqual(packages.sort());
});

test.each(Object.entries(golden.predictions))('%s', async (id, expected) => {
  for (const row of rows) {
    const folder = path.join(cohort, 'cases', row['case_id']!);
    const { stdout } = await commandLine(
      ...['predict', '--json', '--contributions', '--model', id, ...clinicalOptions(row)],
      ...['--ct', path.join(folder, 'ct.nii.gz'), '--seg', path.join(folder, 'mask.nii.gz')],
    );
    const prediction = predictionSchema.parse(JSON.parse(stdout));
    const { model, inputs } = prediction;
    expect(model.id).toBe(id);
    const targets = predictedTargets(prediction);
    const found = Object.fromEntries(targets.map((target) => [target.id, target.probability]));
    for (const [target, probability] of Object.entries(expected[row['case_id']!]!)) {
      expect(Math.abs(found[target]! - probability)).toBeLessThan(1e-3);
    }
    for (const [target, groups] of Object.entries(golden.contributions[id]![row['case_id']!]!)) {
      const told = targets.find((one) => one.id === target)!.contributions!;
      expect(told.map(({ group }) => group)).toEqual(Object.keys(groups));
      for (const { group, change, usual } of told) {
        expect(Math.abs(change - groups[group]!)).toBeLessThan(0.02);
        expect(usual).toBeDefined();
      }
    }
    // Whatever the table leaves open is told.
    for (const [column, name] of Object.entries({ age: 'age', sex: 'sex', smoking: 'smoking' })) {
      if (row[column]) expect(inputs.clinicalMissing).not.toContain(name);
    }
  }
});
