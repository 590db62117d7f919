/**
 * The Python that `models/training` is tested with: a virtual environment in `.cache`, made once for
 * every change of its requirements.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The oldest minor version that the requirements support, then newer ones. */
const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3'];
const RIGHT_VERSION =
  'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))';
/** A package of a few kilobytes that the requirements need anyway: where it cannot be had, none can. */
const PROBE = 'iniconfig';

/**
 * @param {string} root the repository
 * @returns {{ python: string } | { missing: string }} the environment's Python, or what this machine
 *   lacks. Throws if the machine has everything and the requirements cannot be installed.
 */
export function ensureTrainingVenv(root) {
  const project = path.join(root, 'models', 'training');
  const folder = path.join(root, '.cache', 'training-venv');
  const python = path.join(folder, 'bin', 'python');
  const made = path.join(folder, 'requirements.sha256');
  const requirements = readFileSync(path.join(project, 'pyproject.toml'));
  const digest = createHash('sha256').update(requirements).digest('hex');
  if (existsSync(made) && readFileSync(made, 'utf8') === digest) return { python };

  const base = PYTHONS.find((name) => run(name, ['-c', RIGHT_VERSION]));
  if (base === undefined) return { missing: 'Python 3.11, 3.12 or 3.13 with venv' };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  if (!run(base, ['-m', 'venv', folder])) return { missing: `a working venv module of ${base}` };
  if (!install(python, [PROBE])) return { missing: 'a Python package index' };
  console.log('Installing the training requirements (torch: 200 MB) …');
  if (!install(python, ['-e', `${project}[dev]`], 'inherit')) {
    throw new Error(`The requirements in ${project}/pyproject.toml could not be installed.`);
  }
  writeFileSync(made, digest);
  return { python };
}

function install(python, what, stderr = 'ignore') {
  const options = ['-qq', '--disable-pip-version-check'];
  return run(python, ['-m', 'pip', 'install', ...options, ...what], stderr);
}

function run(command, args, stderr = 'ignore') {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', stderr] }).status === 0;
}
