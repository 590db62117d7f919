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

/** Names of the model packages that are there: the panel's first choice first, the others sorted. */
export async function modelNames(plugin: PluginDirectories): Promise<string[]> {
  const models = path.join(plugin.extension, 'models');
  const manifests = await readdir(models, { recursive: true }).catch(() => []);
  const names = manifests
    .filter((name) => path.basename(name) === 'model.json')
    .map((name) => path.dirname(name))
    .sort();
  const isFirstChoice = (name: string) => name === DEFAULT_MODEL;
  return [...names.filter(isFirstChoice), ...names.filter((name) => !isFirstChoice(name))];
}
