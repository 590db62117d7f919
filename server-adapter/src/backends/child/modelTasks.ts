import { MutationPredictionError, runPipeline, type OnProgress } from '@mutation-prediction/core';
import type { Tensor } from 'open-inference-client';
import { loadModelPackage } from '../../inference/modelStore.js';
import { callGraph } from './callGraph.js';
import type {
  Configuration,
  InferTask,
  ModelTaskList,
  OpenedPackage,
  PackageVersion,
} from './messages.js';
import { probeDevice } from './nodeGraph.js';
import { compilePackage, type OpenModel } from './compilePackage.js';

/** What the process does: it holds opened packages and runs them, one call after the other. */
export class ModelTasks implements ModelTaskList {
  #configuration: Configuration | undefined;
  /** By digest: while a package is being replaced, both versions are open. */
  readonly #open = new Map<string, OpenModel>();

  async configure(configuration: Configuration): Promise<void> {
    if (configuration.network.kind === 'here') await probeDevice(configuration.network.session);
    this.#configuration = configuration;
  }

  async open(id: string): Promise<OpenedPackage> {
    if (!this.#configuration) throw new RangeError('The process has not been configured.');
    const verified = await loadModelPackage(id, this.#configuration.models);
    // Compiled once, however often it is verified.
    const open =
      this.#open.get(verified.digest) ??
      (await compilePackage(verified, this.#configuration.network));
    this.#open.set(verified.digest, open);
    return open.described;
  }

  async close({ digest }: PackageVersion): Promise<void> {
    const open = this.#open.get(digest);
    this.#open.delete(digest);
    await open?.graph.session.release();
  }

  async infer(
    { version, part, request }: InferTask,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<readonly Tensor[]> {
    const { model, graph } = await this.#opened(version);
    return part === 'pipeline'
      ? runPipeline(request, model, { signal, onProgress })
      : callGraph(version.id, graph, request, signal);
  }

  async #opened(version: PackageVersion): Promise<OpenModel> {
    if (!this.#open.has(version.digest)) await this.open(version.id);
    const open = this.#open.get(version.digest);
    if (open) return open;
    throw new MutationPredictionError('model-unavailable.being-replaced', { model: version.id });
  }
}
