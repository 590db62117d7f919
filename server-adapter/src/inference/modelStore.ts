import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  MutationPredictionError,
  parseModelManifest,
  verifyModelFile,
  type LoadedManifest,
} from '@mutation-prediction/core';

/** A model package on disk whose graph was compared with what its manifest says. */
export interface ModelPackage extends LoadedManifest {
  readonly directory: string;
  readonly graph: Uint8Array<ArrayBuffer>;
}

/** Meant where no other model is named: nine views, both genes. */
export const DEFAULT_MODEL = 'mmdl-demo';

/** The packages that come with the software, wherever npm has put them. */
const SHIPPED = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@mutation-prediction/models/package.json')),
  'packages',
);

/** Where packages are looked for: `--models`, else `MP_MODELS`, else the shipped ones. */
export function modelsDirectory(chosen?: string): string {
  return path.resolve(chosen ?? process.env['MP_MODELS'] ?? SHIPPED);
}

/**
 * Loads and verifies a package.
 *
 * @param modelId name of the package's folder and `id` of its manifest
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`
 */
export async function loadModelPackage(modelId: string, models: string): Promise<ModelPackage> {
  const directory = path.join(models, modelId);
  const available = await packageIds(models);
  if (!available.includes(modelId)) {
    const missing = { model: modelId, folder: models };
    throw available.length > 0
      ? new MutationPredictionError('model-unavailable.no-such-package', {
          ...missing,
          available: available.join(', '),
        })
      : new MutationPredictionError('model-unavailable.no-package-at-all', missing);
  }
  const manifestPath = path.join(directory, 'model.json');
  const loaded = await parseModelManifest(await readBytes(manifestPath), manifestPath);
  if (loaded.manifest.id !== modelId) {
    throw new MutationPredictionError('model-invalid.other-id', {
      file: manifestPath,
      found: loaded.manifest.id,
      model: modelId,
    });
  }
  const graph = await readBytes(path.join(directory, loaded.manifest.graph.path));
  await verifyModelFile(graph, loaded.manifest.graph);
  return { ...loaded, directory, graph };
}

async function packageIds(models: string): Promise<string[]> {
  const entries = await readdir(models, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new MutationPredictionError('model-unavailable.file-unreadable', { file }, { cause });
  }
}
