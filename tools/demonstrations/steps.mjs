import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Training reads one case after the other; two at a time keep two cores busy. */
const AT_ONCE = 2;

/**
 * Commands that run once: what is done is noted in `out/done`, so that the same command goes on after a stop.
 *
 * @param root the repository
 * @param out folder of everything made, logs included
 */
export function startSteps(root, out) {
  const python =
    process.env.MP_TRAINING_PYTHON ?? path.join(root, '.cache/training-venv/bin/python');
  if (!existsSync(python)) {
    throw new Error(
      `There is no Python with the training package at ${python}: set MP_TRAINING_PYTHON.`,
    );
  }
  const environment = {
    ...process.env,
    PYTHONPATH: path.join(root, 'models/training'),
    OMP_NUM_THREADS: '1',
  };
  for (const folder of ['done', 'logs']) mkdirSync(path.join(out, folder), { recursive: true });

  async function step(name, command, args) {
    const done = path.join(out, 'done', name);
    if (existsSync(done)) return;
    const started = performance.now();
    const child = spawn(command, args, { cwd: root, env: environment });
    const log = createWriteStream(path.join(out, 'logs', `${name}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const [code] = await once(child, 'close');
    log.end();
    if (code !== 0) throw new Error(`${name} ended with ${code}: see ${log.path}.`);
    const seconds = Math.round((performance.now() - started) / 1000);
    writeFileSync(done, `${seconds} s\n`);
    console.log(`${name}: ${seconds} s`);
  }

  return {
    cli: (name, ...args) =>
      step(name, process.execPath, [path.join(root, 'cli/bin/mutation-prediction.js'), ...args]),
    train: (name, ...args) => step(name, python, ['-m', 'mutation_training', ...args]),
    together,
  };
}

/** Runs all, `AT_ONCE` at a time, in their order. */
async function together(actions) {
  const waiting = [...actions];
  const takeTurns = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
}
