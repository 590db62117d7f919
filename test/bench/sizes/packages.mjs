import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
/** Below which each package has its folder. */
export const SIZES = path.resolve(process.env.MP_SIZES ?? path.join(root, '.cache/size-tests'));
const PYTHON = process.env.MP_TRAINING_PYTHON ?? path.join(root, '.cache/training-venv/bin/python');
const CONFIGS = path.join(root, 'models/training/mutation_training/recipes/configs');

/** MMDL in its published size: with one trunk for all views in parts, as one graph, and with trunks of fp16 beside. */
const MMDL = {
  'mmdl-shared': { sharedTrunk: true },
  'mmdl-shared-whole': { sharedTrunk: true, options: ['--whole'] },
  'mmdl-shared-fp16': { sharedTrunk: true, options: ['--fp16'] },
  'mmdl-trunks': { sharedTrunk: false },
};

/** The other systems' networks in their published sizes. */
export const OTHERS = ['cnn3d', 'deep-radscore', 'fudan-fusion', 'ajou-multimodal'];

export const isSmall = process.env.MP_SIZES_SMALL === '1';

/** @returns why packages could not be made; `undefined` where they are there, or can be */
export function whatIsMissing(ids) {
  const all = ids.every((id) => existsSync(path.join(SIZES, id, 'model.json')));
  if (all || existsSync(PYTHON)) return undefined;
  return `no Python with the training package at ${PYTHON} (set MP_TRAINING_PYTHON)`;
}

/** @returns the folder of a package, which is made where it is not there */
export function sizeTest(id) {
  const folder = path.join(SIZES, id);
  if (existsSync(path.join(folder, 'model.json'))) return folder;
  process.stderr.write(`  making ${id}\n`);
  const { status, stderr } = runPython(
    undefined,
    ...['-m', 'mutation_training', 'export', '--untrained', '--config', settingsFile(id)],
    ...['--package', folder, ...(MMDL[id]?.options ?? [])],
  );
  if (status !== 0) throw new Error(`${id} could not be made with ${PYTHON}: ${stderr}`);
  return folder;
}

/** @returns a file with the settings of a package's network, as the training package reads them */
export function settingsFile(id) {
  const file = path.join(SIZES, `${id}.yaml`);
  mkdirSync(SIZES, { recursive: true });
  writeFileSync(file, settingsOf(id));
  return file;
}

function settingsOf(id) {
  if (!MMDL[id]) return configOf(id, isSmall ? 'smoke' : 'paper');
  const settings = configOf('mmdl', 'paper').replace(
    /^ {2}shared_trunk: \w+/m,
    `  shared_trunk: ${MMDL[id].sharedTrunk}`,
  );
  return isSmall ? small(settings) : settings;
}

/** Runs a Python that has the training package, for so many milliseconds at most. */
export function runPython(timeout, ...command) {
  return spawnSync(PYTHON, command.map(String), {
    env: { ...process.env, PYTHONPATH: path.join(root, 'models/training') },
    encoding: 'utf8',
    timeout,
  });
}

const configOf = (system, size) => readFileSync(path.join(CONFIGS, system, `${size}.yaml`), 'utf8');

/** To see in a minute that the bench itself works; no bar says anything then. */
const small = (settings) =>
  settings
    .replace(/width: [\d.]+/, 'width: 0.0625')
    .replace(/depth: \[[\d, ]+\]/, 'depth: [1, 1, 1]');

export const manifestOf = (folder) =>
  JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
