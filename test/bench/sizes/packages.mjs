import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
/** Below which each package has its folder. */
export const SIZES = path.resolve(process.env.MP_SIZES ?? path.join(root, '.cache/size-tests'));
const PYTHON = process.env.MP_TRAINING_PYTHON ?? path.join(root, '.cache/training-venv/bin/python');
const PAPER = path.join(root, 'models/training/mutation_training/recipes/configs/mmdl/paper.yaml');

/** The published network with one trunk for all views, in parts; the same as one graph; with nine trunks. */
const PACKAGES = {
  'mmdl-shared': { sharedTrunk: true },
  'mmdl-shared-whole': { sharedTrunk: true, options: ['--whole'] },
  'mmdl-trunks': { sharedTrunk: false },
};

/** @returns why no package could be made; `undefined` where all are there, or can be */
export function whatIsMissing() {
  const all = Object.keys(PACKAGES).every((id) => existsSync(path.join(SIZES, id, 'model.json')));
  if (all || existsSync(PYTHON)) return undefined;
  return `no Python with the training package at ${PYTHON} (set MP_TRAINING_PYTHON)`;
}

/** @returns the folder of a package, which is made where it is not there */
export function sizeTest(id) {
  const folder = path.join(SIZES, id);
  if (existsSync(path.join(folder, 'model.json'))) return folder;
  const { sharedTrunk, options = [] } = PACKAGES[id];
  process.stderr.write(`  making ${id}\n`);
  mkdirSync(SIZES, { recursive: true });
  const config = path.join(SIZES, `${id}.yaml`);
  const paper = readFileSync(PAPER, 'utf8');
  const settings = paper.replace(/^ {2}shared_trunk: \w+/m, `  shared_trunk: ${sharedTrunk}`);
  writeFileSync(config, process.env.MP_SIZES_SMALL === '1' ? small(settings) : settings);
  const { status, stderr } = spawnSync(
    PYTHON,
    [
      '-m',
      'mutation_training',
      'export',
      '--untrained',
      '--config',
      config,
      '--package',
      folder,
      ...options,
    ],
    { env: { ...process.env, PYTHONPATH: path.join(root, 'models/training') }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${id} could not be made with ${PYTHON}: ${stderr}`);
  return folder;
}

/** To see in a minute that the bench itself works; no bar says anything then. */
const small = (settings) =>
  settings
    .replace(/width: [\d.]+/, 'width: 0.0625')
    .replace(/depth: \[[\d, ]+\]/, 'depth: [1, 1, 1]');

export const manifestOf = (folder) =>
  JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
