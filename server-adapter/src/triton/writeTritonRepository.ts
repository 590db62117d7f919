import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';
import { loadModelPackage, packageIds } from '../inference/index.js';
import { graphTensors } from './graphTensors.js';
import { modelConfig, type ServingOptions } from './modelConfig.js';
import { textFormat } from './textFormat.js';

export interface TritonRepositoryOptions extends ServingOptions {
  /** The folder of packages. */
  readonly models: string;
  /** Which of them; all when absent. */
  readonly ids?: readonly string[];
  /** A folder that does not exist, or is empty. */
  readonly out: string;
}

/**
 * Writes packages' graphs as a model repository of NVIDIA's Triton, each under its package's id. The
 * folder appears once all of it is there, and replaces nothing.
 *
 * @returns the ids
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`,
 *   `inference-failed` for a package that cannot be served; `store-refused` when the folder cannot be
 *   written or holds something
 */
export async function writeTritonRepository({
  models,
  ids,
  out,
  ...serving
}: TritonRepositoryOptions): Promise<readonly string[]> {
  const chosen = ids ?? (await packageIds(models));
  if (chosen.length === 0) {
    throw new MutationPredictionError('model-unavailable.no-packages', { folder: models });
  }
  const target = path.resolve(out);
  // Nobody waits for what may not be written; the folder may still be filled until it is renamed to.
  if ((await readdir(target).catch(() => [])).length > 0) throw notEmpty(target);
  // Not a folder for temporary files: those are for their owner's eyes alone, and Triton is another user.
  const unfinished = `${target}.unfinished-${randomUUID()}`;
  try {
    for (const id of chosen) await writeModel(id, models, unfinished, serving);
    // Replaces an empty folder, and no other.
    await writing(target, () => rename(unfinished, target));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return chosen;
}

async function writeModel(
  id: string,
  models: string,
  repository: string,
  serving: ServingOptions,
): Promise<void> {
  const model = await loadModelPackage(id, models);
  const { graph } = model.manifest;
  const { network } = model;
  if (graph.kind === 'view-by-view' || network.kind === 'view-by-view') {
    throw new MutationPredictionError('model-invalid.in-parts', { model: id });
  }
  const config = modelConfig(
    model,
    graph,
    await graphTensors(network.graph, model.manifest),
    serving,
  );
  const folder = path.join(repository, id);
  await writing(folder, async () => {
    await mkdir(path.join(folder, '1'), { recursive: true });
    await writeFile(path.join(folder, 'config.pbtxt'), textFormat(config));
    const target = path.join(folder, '1/model.onnx');
    if (typeof network.graph === 'string') await copyFile(network.graph, target);
    // The bytes that were verified, whatever the package's file has become since.
    else await writeFile(target, network.graph);
    for (const { path: data } of graph.data ?? []) {
      await copyFile(path.join(model.directory, data), path.join(folder, '1', path.basename(data)));
    }
  });
}

async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      throw notEmpty(file, cause);
    }
    throw new MutationPredictionError('store-refused.file', { file, problem: message }, { cause });
  }
}

function notEmpty(folder: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError('store-refused.not-empty', { folder }, { cause });
}
