import type { MutationPredictionError } from '@mutation-prediction/core';
import type {
  BackgroundJob,
  BackgroundServer,
  ModelServer,
  StoredSegmentation,
  StudyHost,
} from '../../contract.js';
import { asPredictionError } from '../state/predictionErrors.js';

/** A segmentation that is predicted elsewhere. */
export interface ListedJob {
  /** SOP Instance UID of the segmentation. */
  readonly segmentationUid: string;
  readonly source: string;
  readonly job: BackgroundJob;
}

export interface JobListState {
  /** Of the open study those that the server can reach, with the archive that it finds them in. */
  readonly offered: readonly {
    readonly segmentation: StoredSegmentation;
    readonly archive: string;
  }[];
  readonly jobs: readonly ListedJob[];
  /** Why the last thing that was asked for was not done. */
  readonly error?: MutationPredictionError | undefined;
}

const lists = new WeakMap<ModelServer, JobList>();

/** The one list of a server: jobs go on, and are followed, while the panel is not drawn. */
export function jobListOf(server: ModelServer, studyHost: StudyHost): JobList {
  const known = lists.get(server);
  if (known) return known;
  const list = new JobList(server, studyHost);
  lists.set(server, list);
  return list;
}

/** The jobs that were asked for in this session. */
export class JobList {
  #state: JobListState = { offered: [], jobs: [] };
  readonly #listeners = new Set<() => void>();
  readonly #followed = new Map<string, AbortController>();
  /** Studies whose new reports the viewer has not listed: it keeps what it knew of a study that was left. */
  readonly #unlisted = new Set<string>();
  #server: Promise<BackgroundServer> | undefined;
  /** Answers to an earlier look come too late. */
  #looks = 0;

  constructor(
    private readonly modelServer: ModelServer,
    private readonly studyHost: StudyHost,
  ) {}

  readonly getState = (): JobListState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Finds out what of the open study can be predicted elsewhere; nothing where the server does not say. */
  async look(): Promise<void> {
    const turn = ++this.#looks;
    const stored = this.studyHost.storedSegmentations();
    const [first] = stored;
    if (first) void this.#listReports(first.studyInstanceUid);
    const archives = first ? await this.#archivesOf(first.studyInstanceUid) : new Map();
    if (turn !== this.#looks) return;
    const offered = stored.flatMap((segmentation) => {
      const archive = archives.get(segmentation.sopInstanceUid) as string | undefined;
      return archive === undefined ? [] : [{ segmentation, archive }];
    });
    this.#change({ offered });
  }

  /** Leaves every lesion of the offered segmentations to the server. */
  async submit(modelDigest: string): Promise<void> {
    this.#change({ error: undefined });
    for (const { segmentation, archive } of this.#state.offered) {
      try {
        const server = await this.#asked();
        const job = await server.submit(segmentation, archive, modelDigest);
        this.#tell(segmentation, job);
        void this.#follow(segmentation, job.id);
      } catch (cause) {
        return this.#change({ error: asPredictionError(cause, 'inference-failed.unexpected') });
      }
    }
  }

  async cancel({ job: { id } }: ListedJob): Promise<void> {
    this.#followed.get(id)?.abort();
    this.#followed.delete(id);
    this.#change({ jobs: this.#state.jobs.filter(({ job }) => job.id !== id) });
    try {
      await (await this.#asked()).cancel(id);
    } catch (cause) {
      this.#change({ error: asPredictionError(cause, 'inference-failed.unexpected') });
    }
  }

  async #follow(segmentation: StoredSegmentation, id: string): Promise<void> {
    if (this.#followed.has(id)) return;
    const controller = new AbortController();
    this.#followed.set(id, controller);
    try {
      const server = await this.#asked();
      let last: BackgroundJob | undefined;
      await server.follow(
        id,
        (job) => {
          last = job;
          this.#tell(segmentation, job);
        },
        controller.signal,
      );
      if (last?.state === 'done') {
        this.#unlisted.add(segmentation.studyInstanceUid);
        await this.#listReports(segmentation.studyInstanceUid);
      }
    } catch (cause) {
      this.#change({ error: asPredictionError(cause, 'inference-failed.unexpected') });
    } finally {
      this.#followed.delete(id);
    }
  }

  /** Now, or when the study is opened again. */
  async #listReports(studyInstanceUid: string): Promise<void> {
    if (!this.#unlisted.has(studyInstanceUid)) return;
    if (await this.studyHost.lookForReports(studyInstanceUid)) {
      this.#unlisted.delete(studyInstanceUid);
    }
  }

  #tell({ source, sopInstanceUid }: StoredSegmentation, job: BackgroundJob): void {
    const others = this.#state.jobs.filter((listed) => listed.job.id !== job.id);
    this.#change({ jobs: [...others, { segmentationUid: sopInstanceUid, source, job }] });
  }

  async #archivesOf(studyInstanceUid: string): Promise<ReadonlyMap<string, string>> {
    try {
      return await (await this.#asked()).segmentationsOf(studyInstanceUid);
    } catch {
      // What is not offered needs no explanation; the models' own list tells what is the matter.
      return new Map();
    }
  }

  #asked(): Promise<BackgroundServer> {
    this.#server ??= this.modelServer.background?.();
    return this.#server ?? Promise.reject(new Error('The server has no part for jobs.'));
  }

  #change(change: Partial<JobListState>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach((listener) => listener());
  }
}
