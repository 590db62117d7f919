import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  MutationPredictionError,
  parseLikeness,
  parseModelManifest,
  verifyModelFile,
  type LikenessReference,
  type LoadedManifest,
  type ModelManifest,
} from '@mutation-prediction/core';

/** A model package on disk whose graph was compared with what its manifest says. */
export interface ModelPackage extends LoadedManifest {
  readonly directory: string;
  readonly graph: Uint8Array<ArrayBuffer>;
  /** Where the manifest names it. */
  readonly likeness?: LikenessReference;
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
    throw new MutationPredictionError(
      'model-unavailable',
      `There is no model package "${modelId}" in ${models}.`,
      available.length > 0
        ? `Choose one of: ${available.join(', ')}.`
        : 'Name the folder that holds the packages with --models or MP_MODELS.',
    );
  }
  const manifestPath = path.join(directory, 'model.json');
  const loaded = await parseModelManifest(await readBytes(manifestPath), manifestPath);
  if (loaded.manifest.id !== modelId) {
    throw new MutationPredictionError(
      'model-invalid',
      `${manifestPath} describes "${loaded.manifest.id}", not "${modelId}".`,
      'Name the folder after the id of the package.',
    );
  }
  const graph = await readBytes(path.join(directory, loaded.manifest.graph.path));
  await verifyModelFile(graph, loaded.manifest.graph);
  const likeness = await readLikeness(directory, loaded.manifest);
  return { ...loaded, directory, graph, ...(likeness && { likeness }) };
}

async function readLikeness(
  directory: string,
  { likeness: file }: ModelManifest,
): Promise<LikenessReference | undefined> {
  if (!file) return undefined;
  const place = path.join(directory, file.path);
  const bytes = await readBytes(place);
  await verifyModelFile(bytes, file);
  return parseLikeness(bytes, place);
}

async function packageIds(models: string): Promise<string[]> {
  const entries = await readdir(models, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new MutationPredictionError(
      'model-unavailable',
      `The model file ${file} cannot be read.`,
      'Check that the package is complete.',
      { cause },
    );
  }
}
