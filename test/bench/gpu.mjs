/**
 * Nine views in their published size on this machine's graphics processor, in at most ten minutes: PyTorch, ONNX
 * Runtime by CUDA and by its own WebGPU, and the panel in Chromium. What cannot run here is skipped, with the reason.
 *
 *     npm run bench -- gpu
 *
 * Packages are those of `sizes` (MP_SIZES), made beforehand where they shall not count; MP_TRAINING_PYTHON is a Python
 * with the training package, whose torch and onnxruntime should know the processor; the tab needs `npm run build`. Each
 * part's result also goes to stderr as it comes. MP_SIZES_SMALL=1 tries everything with a small network on whatever
 * there is, SwiftShader and the processor too: its times say nothing.
 */
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { isSmall, runPython, settingsFile, sizeTest, whatIsMissing } from './sizes/packages.mjs';
import { inGraphicsTab } from './gpu/inGraphicsTab.mjs';

const LIMIT_S = 570;
const RUNS = 10;
const here = (file) => path.join(import.meta.dirname, 'gpu', file);

/** Each with the seconds that it may take. */
const PARTS = {
  torch: [150, torch],
  cuda: [120, cuda],
  nativeWebGpu: [120, nativeWebGpu],
  tab: [isSmall ? LIMIT_S : 240, inGraphicsTab],
};

export async function bench() {
  const missing = whatIsMissing(['mmdl-shared', 'mmdl-shared-whole', 'mmdl-shared-fp16']);
  if (missing) return { skipped: missing };
  for (const id of ['mmdl-shared', 'mmdl-shared-whole', 'mmdl-shared-fp16']) sizeTest(id);
  const ends = Date.now() + 1000 * LIMIT_S;
  const found = {};
  for (const [name, [limitS, measure]] of Object.entries(PARTS)) {
    const leftMs = Math.min(1000 * limitS, ends - Date.now());
    found[name] =
      leftMs > 0 ? await orSkipped(() => measure(leftMs, RUNS)) : { skipped: 'no time was left' };
    process.stderr.write(`  ${name}: ${JSON.stringify(found[name])}\n`);
  }
  return { small: isSmall, processor: os.cpus()[0].model, ...found, ...barOf(found) };
}

/** The panel may take twice as long as PyTorch on the same processor. */
function barOf({ torch: { fp32Ms, device }, tab: { fp32 } }) {
  if (!fp32Ms || !fp32 || isSmall) return {};
  const ratio = Number((fp32.runMs / fp32Ms).toPrecision(3));
  return { bar: { ratio, met: ratio <= 2, of: [fp32.device.name, device] } };
}

async function orSkipped(measure) {
  try {
    return await measure();
  } catch (error) {
    return { skipped: String(error.message ?? error).slice(0, 500) };
  }
}

function torch(timeout, runs) {
  return answerOf(
    runPython(
      timeout,
      here('torch_peer.py'),
      settingsFile('mmdl-shared'),
      runs,
      isSmall ? 'any' : 'cuda',
    ),
  );
}

function cuda(timeout, runs) {
  const folder = sizeTest('mmdl-shared-whole');
  return answerOf(
    runPython(timeout, here('onnxruntime_peer.py'), folder, runs, isSmall ? 'any' : 'cuda'),
  );
}

function nativeWebGpu(timeout, runs) {
  const child = [here('nativeWebGpu.mjs'), String(runs)];
  return answerOf(spawnSync(process.execPath, child, { timeout, encoding: 'utf8' }));
}

/** Of a process that prints one JSON object as its last line. */
function answerOf({ status, error, stdout, stderr }) {
  if (error?.code === 'ETIMEDOUT') throw new Error('it took longer than its part of ten minutes');
  const lines = (text) => (text ?? '').trim().split('\n');
  if (status !== 0) {
    const said = lines(stderr).find((line) => line.includes('Error:')) ?? lines(stderr).at(-1);
    throw new Error(said || `it ended with ${status}`);
  }
  return JSON.parse(lines(stdout).at(-1));
}
