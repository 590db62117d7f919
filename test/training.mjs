/**
 * `models/training`: lint, types and pytest, in an environment of its own. Writes to test-results/training.json
 * how many tests there were, and what the machine lacks for them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureTrainingVenv } from './machine/trainingVenv.mjs';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
mkdirSync(results, { recursive: true });

const counts = { passed: 0, failed: 0, skipped: 0 };
const environment = ensureTrainingVenv(root);
if (environment.missing === undefined) test(environment.python);
else counts.skipped += 1;

const { missing } = environment;
writeFileSync(path.join(results, 'training.json'), JSON.stringify({ ...counts, missing }));
if (counts.failed > 0) process.exitCode = 1;

function test(python) {
  check('lint', python, ['-m', 'ruff', 'check', 'models/training']);
  check('types', python, [
    ...['-m', 'mypy', '--config-file', 'models/training/pyproject.toml'],
    'models/training/mutation_training',
  ]);
  pytest(python);
}

function step(title, command, args, env = {}) {
  console.log(`\n— training (Python): ${title}`);
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
      .status === 0
  );
}

function check(title, command, args) {
  counts[step(title, command, args) ? 'passed' : 'failed'] += 1;
}

function pytest(python) {
  const output = path.join(results, 'training.xml');
  rmSync(output, { force: true });
  const asked = ['-m', 'pytest', '-q', 'models/training', `--junitxml=${output}`];
  const ok = step('tests', python, asked, { OMP_NUM_THREADS: '1' });
  const suite = existsSync(output) ? readFileSync(output, 'utf8').match(/<testsuite [^>]*>/) : null;
  const count = (name) => Number(suite?.[0].match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  counts.passed += count('tests') - failed - count('skipped');
  counts.skipped += count('skipped');
  counts.failed += failed;
  if (!ok && failed === 0) counts.failed += 1;
}
