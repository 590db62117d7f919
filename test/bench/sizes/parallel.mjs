import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { inTurns } from './feeds.mjs';
import { SIZES, sizeTest } from './packages.mjs';

const CHILD = path.join(import.meta.dirname, 'parallelChild.mjs');

/** Many cases: one after the other with a thread for each core, against one for each core with one thread, in turns. */
export async function parallel(runs) {
  sizeTest('mmdl-shared');
  return {
    cores: availableParallelism(),
    published: await compared('mmdl-shared', SIZES, runs),
    demonstration: await compared('mmdl-demo', modelsDirectory(), runs),
  };
}

async function compared(id, folder, runs) {
  const cores = availableParallelism();
  const oneByOne = [startChild(id, folder, cores)];
  const sideBySide = Array.from({ length: cores }, () => startChild(id, folder, 1));
  const children = await Promise.all([...oneByOne, ...sideBySide]);
  const cases = 2 * cores;
  const { firstMs, secondMs, ratio } = await inTurns(
    runs,
    () => predicted(children.slice(0, 1), cases),
    () => predicted(children.slice(1), cases / cores),
  );
  for (const child of children) child.disconnect();
  return { oneByOneMs: firstMs / cases, sideBySideMs: secondMs / cases, ratio };
}

async function startChild(...asked) {
  const child = fork(CHILD, asked.map(String));
  await once(child, 'message');
  return child;
}

/** So many cases by each of the processes. */
const predicted = (children, cases) =>
  Promise.all(
    children.map((child) => {
      const done = once(child, 'message');
      child.send(cases);
      return done;
    }),
  );
