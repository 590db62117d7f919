/**
 * `npm test`: everything that this machine can test, in the order in which a failure is cheapest to meet.
 * Ends with what was left out and one line that counts all tests, and exits non-zero if any step failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDebianPackages, installCommand } from './machine/debianPackages.mjs';
import { builtTests, summary, testsWithout } from './machine/leftOut.mjs';
import { ensureTrainingVenv } from './machine/trainingVenv.mjs';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const leftOut = [];

function step(title, command, args, env = {}) {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function check(title, command, args) {
  const ok = step(title, command, args);
  totals[ok ? 'passed' : 'failed'] += 1;
}

function jest(title, name, args) {
  const output = path.join(results, `${name}.json`);
  const ok = step(title, process.execPath, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${output}`,
    ...args,
  ]);
  if (!existsSync(output)) {
    // Jest ended before any test began, and has said why.
    totals.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(output, 'utf8'));
  totals.passed += report.numPassedTests;
  totals.skipped += report.numPendingTests;
  // A suite that did not load has no failed test of its own, yet it failed.
  totals.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  if (!ok && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) totals.failed += 1;
}

/** `models/training`: lint, types and pytest, in an environment of its own. */
function training() {
  let environment;
  try {
    environment = ensureTrainingVenv(root);
  } catch (error) {
    console.error(error.message);
    totals.failed += 1;
    return;
  }
  if (environment.missing !== undefined) {
    leftOut.push(`training (Python), for want of ${environment.missing}`);
    totals.skipped += 1;
    return;
  }
  const { python } = environment;
  check('training (Python): lint', python, ['-m', 'ruff', 'check', 'models/training']);
  check('training (Python): types', python, [
    ...['-m', 'mypy', '--config-file', 'models/training/pyproject.toml'],
    'models/training/mutation_training',
  ]);
  pytest('training (Python): tests', python);
}

function pytest(title, python) {
  const output = path.join(results, 'training.xml');
  const ok = step(
    title,
    python,
    ['-m', 'pytest', '-q', 'models/training', `--junitxml=${output}`],
    { OMP_NUM_THREADS: '1' },
  );
  const suite = existsSync(output) ? readFileSync(output, 'utf8').match(/<testsuite [^>]*>/) : null;
  const count = (name) => Number(suite?.[0].match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  totals.passed += count('tests') - failed - count('skipped');
  totals.skipped += count('skipped');
  totals.failed += failed;
  if (!ok && failed === 0) totals.failed += 1;
}

const missing = ensureDebianPackages();
leftOut.push(...testsWithout(missing));
if (!existsSync(process.env.MP_DATA ?? path.join(root, '../shared/data'))) {
  leftOut.push('what is tested on real images, for want of the folder that MP_DATA names');
}

const npm = (script) => ['npm', ['run', '--silent', script]];
check('build', ...npm('build'));
check('types', ...npm('typecheck'));
check('lint and format', ...npm('lint'));
check('API reference', ...npm('docs'));
jest('unit tests', 'unit', []);
training();
check('bundle size', ...npm('size'));
jest('tests of what was built', 'built', [
  ...['--config', 'test/jest.browser.config.mjs', '--runInBand'],
  ...['--roots', ...builtTests(missing)],
]);

const install = missing.length > 0 ? installCommand(missing) : undefined;
console.log(`\n${summary(totals, leftOut, install)}`);
process.exit(totals.failed === 0 ? 0 : 1);
