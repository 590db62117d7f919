import type { InferResponse } from 'open-inference-client';
import { TaskProcess } from '../processes/taskProcess.js';
import type { InferCall, InferenceBackend, ServedModel } from './backend.js';
import { BackendError } from './backendError.js';
import type {
  Configuration,
  InferTask,
  ModelTaskList,
  NetworkPlace,
  OpenedPackage,
} from './child/messages.js';
import { ChildPool, type Place } from './childPool.js';
import { PackageWatch } from './packageWatch.js';
import { ServedPackages } from './servedPackages.js';

/** The built one, so that it is found from the sources too. */
const PROGRAM = new URL('../../dist/backends/child/program.js', import.meta.url);

const GRAPH_SUFFIX = '.graph';

/** Compiling takes seconds; a package that takes this long does not come to an end. */
const OPENING_MS = 5 * 60_000;

/** A package whose compilation ends this many processes in a row is what ends them. */
const OPENING_ATTEMPTS = 3;

const LOOK_EVERY_MS = 2_000;

export interface ModelBackendOptions {
  /** Folder of the model packages; looked at again and again. */
  readonly models: string;
  /** Where the networks of each process run; there are as many processes. */
  readonly places: readonly NetworkPlace[];
  /** Why a model cannot be asked at the moment; `undefined` where it can. */
  readonly obstacle?: (id: string) => Promise<string | undefined>;
  readonly lookEveryMs?: number;
  /** How long a run that nobody waits for any more may go on before its process is killed. */
  readonly graceMs?: number;
}

/** The packages of a folder, run in processes of their own: this one neither runs nor decodes any graph. */
export class ModelBackend implements InferenceBackend {
  readonly capacity: number;
  readonly #pool: ChildPool<ModelTaskList>;
  readonly #packages: ServedPackages;
  readonly #watch: PackageWatch;
  readonly #listeners = new Set<() => void>();
  /** Digests of what each process has open. */
  readonly #open = new WeakMap<TaskProcess<ModelTaskList>, Map<string, OpenedPackage>>();

  private constructor(options: ModelBackendOptions) {
    const { models, places, obstacle, lookEveryMs = LOOK_EVERY_MS, graceMs } = options;
    this.capacity = places.length;
    this.#pool = new ChildPool({
      size: places.length,
      start: (index) => this.#start({ models, network: places[index]! }),
      whenFree: (place) => this.#tidy(place),
      ...(graceMs !== undefined && { graceMs }),
    });
    this.#packages = new ServedPackages({
      open: (id, accept) => this.#openAnywhere(id, accept),
      ...(obstacle && { obstacle }),
      onChange: () => this.#changed(),
    });
    this.#watch = new PackageWatch(models, lookEveryMs, (found) => this.#packages.look(found));
  }

  /**
   * Starts the processes; the packages are opened by and by.
   *
   * @throws MutationPredictionError `inference-failed` where networks cannot run as asked for
   */
  static async open(options: ModelBackendOptions): Promise<ModelBackend> {
    const backend = new ModelBackend(options);
    await backend.#pool.open();
    await backend.#watch.start();
    return backend;
  }

  models(): readonly ServedModel[] {
    return this.#packages.models();
  }

  onModelsChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async infer(
    model: string,
    { request, signal, deadlineMs, onProgress }: InferCall,
  ): Promise<InferResponse> {
    const isGraph = model.endsWith(GRAPH_SUFFIX);
    const opened = this.#ready(model, isGraph ? model.slice(0, -GRAPH_SUFFIX.length) : model);
    const { id, digest, version } = opened;
    const task: InferTask = {
      version: { id, digest },
      part: isGraph ? 'graph' : 'pipeline',
      request,
    };
    const outputs = await this.#pool.run({
      model,
      deadlineMs,
      signal,
      prefers: (place) => this.#openIn(place).has(digest),
      start: (place) => {
        const { result, cancel } = place.process.start('infer', task, model, onProgress);
        return { cancel, result: result.then((tensors) => this.#answered(place, opened, tensors)) };
      },
    });
    return {
      modelName: model,
      modelVersion: version,
      ...(request.id !== undefined && { id: request.id }),
      outputs,
    };
  }

  close(): Promise<void> {
    this.#watch.close();
    this.#pool.close();
    return Promise.resolve();
  }

  #ready(model: string, id: string): OpenedPackage {
    const found = this.#packages.find(id);
    if (!found) throw new BackendError('unknown-model', `There is no model ${model}.`);
    const { opened, reason } = found;
    if (reason !== undefined) {
      throw new BackendError('not-ready', `The model ${model} is not ready: ${reason}`);
    }
    if (!opened) throw new BackendError('not-ready', `The model ${model} is being loaded.`);
    return opened;
  }

  async #start(configuration: Configuration): Promise<TaskProcess<ModelTaskList>> {
    const process = new TaskProcess<ModelTaskList>(PROGRAM);
    try {
      await process.call('configure', configuration, 'the models');
    } catch (error) {
      process.kill();
      throw error;
    }
    return process;
  }

  async #openAnywhere(id: string, accept: (opened: OpenedPackage) => void): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#pool.run({
          model: id,
          deadlineMs: OPENING_MS,
          start: (place) => {
            const { result, cancel } = place.process.start('open', id, id);
            return { cancel, result: result.then((opened) => this.#note(place, opened, accept)) };
          },
        });
      } catch (error) {
        // Its process died: of this package, or of something else.
        const isOver = !(error instanceof BackendError) || error.kind !== 'unavailable';
        if (isOver || attempt === OPENING_ATTEMPTS) throw error;
      }
    }
  }

  /** Opens in a free process what it does not have yet, and lets go of what is no longer served. */
  #tidy(place: Place<ModelTaskList>): Promise<unknown> | undefined {
    const has = this.#openIn(place);
    const served = this.#packages.opened();
    const gone = [...has.values()].find(
      ({ digest }) => !served.some((opened) => opened.digest === digest),
    );
    if (gone) {
      has.delete(gone.digest);
      const { id, digest } = gone;
      return place.process.call('close', { id, digest }, id);
    }
    const lacking = served.find(({ digest }) => !has.has(digest));
    if (!lacking) return undefined;
    // Once: where it fails, a call will say why.
    has.set(lacking.digest, lacking);
    return place.process.call('open', lacking.id, lacking.id);
  }

  #openIn({ process }: Place<ModelTaskList>): Map<string, OpenedPackage> {
    const known = this.#open.get(process) ?? new Map<string, OpenedPackage>();
    this.#open.set(process, known);
    return known;
  }

  #note(
    place: Place<ModelTaskList>,
    opened: OpenedPackage,
    accept: (opened: OpenedPackage) => void,
  ): void {
    this.#openIn(place).set(opened.digest, opened);
    accept(opened);
  }

  #answered<Answer>(place: Place<ModelTaskList>, opened: OpenedPackage, answer: Answer): Answer {
    this.#openIn(place).set(opened.digest, opened);
    return answer;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
    this.#pool.wake();
  }
}
