/**
 * Makes the demonstration packages and docs/synthetic-results.md anew, from nothing but seeds: two synthetic cohorts,
 * their features, five networks, what their packages may claim and what they go by.
 *
 *     npm run build:ts && npm run demonstrations            # goes on where it was stopped
 *     npm run demonstrations -- --out FOLDER --cases 40     # elsewhere, smaller, to see that it works: changes nothing else
 *
 * Needs the training package's Python (`MP_TRAINING_PYTHON`; `npm run test:training` makes one). Two at a time on one
 * thread each, below two hours on two cores.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { pageOf } from './page.mjs';
import { startSteps } from './steps.mjs';
import { COHORTS, ORDER, SYSTEMS, TRAINED_ON, VERSION } from './systems.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { out: { type: 'string' }, cases: { type: 'string' } } });
const out = path.resolve(values.out ?? path.join(root, '.cache/demonstrations'));

const at = (...names) => path.join(out, ...names);
const { cli, train, together } = startSteps(root, out);

const casesOf = (name) => Number(values.cases ?? COHORTS[name].cases);
for (const name of Object.keys(COHORTS)) await makeCohort(name);
const training = SYSTEMS.map(
  ({ id, config }) =>
    () =>
      train(
        `train-${id}`,
        'train',
        '--config',
        config,
        '--cohort',
        at('cohort'),
        '--out',
        at('runs', id),
        '--threads',
        '1',
      ),
);
await together(training);
await together(
  SYSTEMS.map(
    ({ id }) =>
      () =>
        makePackage(id),
  ),
);
for (const { id } of SYSTEMS) {
  await train(`report-${id}`, 'evaluate', '--run', at('runs', id), '--out', at('reports', id));
}
const reports = Object.fromEntries(
  ORDER.map((id) => [id, JSON.parse(readFileSync(at('reports', id, 'report.json'), 'utf8'))]),
);
const template = readFileSync(path.join(import.meta.dirname, 'page.md'), 'utf8');
const table = readFileSync(at('cohort/cohort.csv'), 'utf8');
writeFileSync(at('synthetic-results.md'), pageOf(template, reports, table));
if (values.cases === undefined) await putInPlace();

async function makeCohort(name) {
  const cohort = ['--cases', String(casesOf(name)), '--seed', String(COHORTS[name].seed)];
  await cli(`cohort-${name}`, 'phantom-cohort', ...cohort, '--out', at(name));
  mkdirSync(at(name, 'radiomics'), { recursive: true });
  const table = (...names) => ['--force', '--csv', at(name, ...names)];
  const radiomics = (roi, ...more) =>
    cli(
      `radiomics-${name}-${roi}`,
      ...['radiomics', at(name, 'cases'), '--preset', '107', ...more],
      ...table('radiomics', `${roi}.csv`),
    );
  await radiomics('tumour');
  await radiomics('ring', '--roi', 'ring', '--ring-width', '3');
  await cli(`regions-${name}`, 'regions', at(name, 'cases'), ...table('region.csv'));
}

async function makePackage(id) {
  const folder = at('packages', id);
  const { cases, seed } = COHORTS.calibration;
  const made = `\`mutation-prediction phantom-cohort --cases ${casesOf('calibration')} --seed ${seed}\``;
  const whole = id === 'mmdl-demo' ? ['--whole'] : [];
  await train(
    `export-${id}`,
    ...['export', '--run', at('runs', id), '--package', folder, '--version', VERSION],
    ...['--trained-on', TRAINED_ON, '--golden', at('golden', id), ...whole],
  );
  await train(
    `calibrate-${id}`,
    ...[
      'calibrate',
      '--package',
      folder,
      '--training',
      at('cohort'),
      '--calibration',
      at('calibration'),
    ],
    ...[
      '--cases',
      `${cases} synthetic lesions, made as the training ones with another seed (${made}).`,
    ],
  );
  await train(
    `explain-${id}`,
    ...['explain', '--package', folder, '--cohort', at('calibration')],
    ...['--cases', 'On the calibration cases.'],
  );
}

/** Where the hosts, their tests and the documentation look. */
async function putInPlace() {
  for (const { id } of SYSTEMS) {
    const folder = path.join(root, 'models/packages', id);
    rmSync(folder, { recursive: true, force: true });
    cpSync(at('packages', id), folder, { recursive: true });
    if (existsSync(at('golden', id))) {
      cpSync(at('golden', id), path.join(root, 'test/golden', id), { recursive: true });
    }
  }
  const page = path.join(root, 'docs/synthetic-results.md');
  const words = readFileSync(at('synthetic-results.md'), 'utf8');
  const style = await prettier.resolveConfig(page);
  writeFileSync(page, await prettier.format(words, { ...style, filepath: page }));
}
