/**
 * `npm test`: everything that this machine can test, in the order in which a failure is cheapest to meet.
 * Ends with what was left out and one line that counts all tests, and exits non-zero if any step failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDebianPackages, installCommand } from './machine/debianPackages.mjs';
import { builtTests, summary, testsWithout } from './machine/leftOut.mjs';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const leftOut = [];

function step(title, command, args) {
  console.log(`\n— ${title}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
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

/**
 * `models/training`, beside other steps: what it says goes to a file until `finish`.
 */
function startTraining() {
  const log = path.join(results, 'training.log');
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, ['test/training.mjs'], {
    cwd: root,
    stdio: ['ignore', output, output],
  });
  const over = once(child, 'exit');
  return {
    async finish() {
      await over;
      closeSync(output);
      console.log(readFileSync(log, 'utf8'));
      const counts = path.join(results, 'training.json');
      if (!existsSync(counts)) {
        totals.failed += 1;
        return;
      }
      const { missing, ...counted } = JSON.parse(readFileSync(counts, 'utf8'));
      if (missing !== undefined) leftOut.push(`training (Python), for want of ${missing}`);
      for (const name of Object.keys(totals)) totals[name] += counted[name];
    },
  };
}

const missing = ensureDebianPackages();
leftOut.push(...testsWithout(missing));
if (!existsSync(process.env.MP_DATA ?? path.join(root, '../shared/data'))) {
  leftOut.push('what is tested on real images, for want of the folder that MP_DATA names');
}

const npm = (script) => ['npm', ['run', '--silent', script]];
check('build', ...npm('build'));
check('OHIF', process.execPath, ['test/machine/fetchOhif.mjs']);
// Of two cores, one would be idle until the unit tests: meanwhile Python works.
const training = startTraining();
check('bundle size', ...npm('size'));
check('types', ...npm('typecheck'));
check('lint and format', ...npm('lint'));
check('API reference', ...npm('docs'));
jest('unit tests', 'unit', []);
jest('tests of what was built', 'built', [
  ...['--config', 'test/jest.browser.config.mjs'],
  ...['--roots', ...builtTests(missing)],
]);
await training.finish();

const install = missing.length > 0 ? installCommand(missing) : undefined;
console.log(`\n${summary(totals, leftOut, install)}`);
process.exit(totals.failed === 0 ? 0 : 1);
