import { access, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';
import { DEFAULT_MODEL } from '../inference/modelStore.js';

/** Folders that the viewer serves below `/plugins/mutation-prediction`. */
export interface PluginDirectories {
  /** Holds the model packages too, in `models/`. */
  readonly extension: string;
  readonly mode: string;
}

const { resolve } = createRequire(import.meta.url);

/** Where npm has put a workspace, in a clone or among the packages that a user installed. */
const packageFolder = (name: string): string =>
  path.dirname(resolve(`@mutation-prediction/${name}/package.json`));

export const builtPlugin: PluginDirectories = {
  extension: path.join(packageFolder('ohif-extension'), 'dist/esm'),
  mode: path.join(packageFolder('ohif-mode'), 'dist/esm'),
};

/** @throws MutationPredictionError `viewer-unavailable` when the plugin has not been built */
export async function checkBuilt(plugin: PluginDirectories): Promise<void> {
  for (const directory of [plugin.extension, plugin.mode]) {
    const entry = path.join(directory, 'index.js');
    await access(entry).catch((cause: unknown) => {
      throw new MutationPredictionError(
        'viewer-unavailable.not-built',
        { file: path.relative(process.cwd(), entry) },
        { cause },
      );
    });
  }
}

/** Where the packages lie that come with the plugin. */
export const shippedModels = (plugin: PluginDirectories): string =>
  path.join(plugin.extension, 'models');

/**
 * Names of the model packages below a folder: the panel's first choice first, the others sorted.
 *
 * @throws MutationPredictionError `viewer-unavailable` where the user names a folder without any
 */
export async function ownModelNames(models: string): Promise<string[]> {
  const names = await modelNames(models);
  if (names.length) return names;
  throw new MutationPredictionError('viewer-unavailable.no-models', { folder: models });
}

/** As `ownModelNames`; none is no error. */
export async function modelNames(models: string): Promise<string[]> {
  const manifests = await readdir(models, { recursive: true }).catch(() => []);
  const names = manifests
    .filter((name) => path.basename(name) === 'model.json')
    .map((name) => path.dirname(name))
    .sort();
  const isFirstChoice = (name: string) => name === DEFAULT_MODEL;
  return [...names.filter(isFirstChoice), ...names.filter((name) => !isFirstChoice(name))];
}
