import { EventEmitter, once } from 'node:events';
import {
  en,
  MutationPredictionError,
  wordsOf,
  type PlainError,
  type TargetPrediction,
} from '@mutation-prediction/core';
import type { Job } from 'bullmq';
import type { CohortCase } from '../cohort/cohortCase.js';
import { digestOf } from '../cohort/contentDigest.js';
import { DicomWebClient, findStudyCases } from '../pacs/index.js';
import type { CaseOutcome, LesionOutcome } from '../prediction-cases/predictCase.js';
import { resultKey } from '../prediction-cases/predictCases.js';
import { idOf, jobOf, type CaseJob, type JobData } from './caseJob.js';
import {
  cancelRunning,
  forgetCancelled,
  jobOptions,
  listenTo,
  openQueue,
  type OpenQueue,
} from './caseQueue.js';
import { openOutcome } from './jobOutcome.js';
import type { RedisServer } from './redisServer.js';
import type { Reader } from './sealedText.js';
import type { PacsSource, Source, Sources } from './sources.js';

/** A case of a PACS that a server's user wants predicted in the background, its report stored in that PACS. */
export interface AskedCase {
  /** Name of a source that the server and the workers know. */
  readonly source: string;
  readonly studyInstanceUid: string;
  /** Of the segmentation. */
  readonly seriesInstanceUid: string;
  readonly segmentationUid: string;
  /** Every segment with contours unless given. */
  readonly segment?: number;
  readonly model: { readonly id: string; readonly digest: string };
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

/** How a job is, as its owner is told. */
export interface JobView {
  readonly id: string;
  readonly state: JobState;
  /** Why it failed. */
  readonly failure?: { readonly code: string; readonly message: string };
  /** Once it is done, what became of each lesion; absent where its key is gone. */
  readonly lesions?: readonly LesionView[];
}

export interface TargetView extends Pick<TargetPrediction, 'id' | 'status'> {
  /** Absent where it is withheld. */
  readonly probability?: number;
}

export interface LesionView {
  readonly segment: number;
  readonly targets?: readonly TargetView[];
  readonly failure?: { readonly code: string; readonly message: string };
}

export interface JobBoardOptions {
  readonly redis: RedisServer;
  /** Only those that are a PACS take jobs. */
  readonly sources: Sources;
  readonly reader: Reader;
  /** Jobs that may wait, of all users together. */
  readonly atMost: number;
}

/** For what an event did not tell, ms. */
const LOOK_MS = 5000;
/** A queue that does not answer by then is held to be gone, ms. */
const ANSWER_MS = 5000;

/** The jobs of a server's users in a queue. Each user sees their own only. */
export class JobBoard {
  readonly #ending = new AbortController();

  private constructor(
    private readonly opened: OpenQueue,
    private readonly options: JobBoardOptions,
    /** Emits a job's id when something has become of it. */
    private readonly news: EventEmitter,
    private readonly end: () => Promise<void>,
  ) {}

  /** @throws MutationPredictionError `queue-unavailable` */
  static async open(options: JobBoardOptions): Promise<JobBoard> {
    const opened = await openQueue(options.redis);
    const news = new EventEmitter().setMaxListeners(0);
    const tell = (id: string) => void news.emit(id);
    const events = await listenTo(opened, tell, tell);
    const end = async () => {
      await events.close();
      await opened.close();
    };
    return new JobBoard(opened, options, news, end);
  }

  /** Names of the sources that take jobs. */
  get sources(): string[] {
    return [...this.options.sources].flatMap(([name, source]) => (isPacs(source) ? [name] : []));
  }

  /**
   * Which sources have segmentations of a study, and which; one that does not answer has none.
   *
   * @returns SOP Instance UIDs by name of the source
   */
  async segmentationsOf(studyInstanceUid: string): Promise<ReadonlyMap<string, string[]>> {
    const asked = [...this.options.sources].flatMap(([name, source]) =>
      isPacs(source) ? [this.#segmentationsIn(name, source, studyInstanceUid)] : [],
    );
    const found = await Promise.all(asked);
    return new Map(found.filter(([, uids]) => uids.length > 0));
  }

  async #segmentationsIn(
    name: string,
    source: PacsSource,
    studyInstanceUid: string,
  ): Promise<[name: string, uids: string[]]> {
    const cases = await findStudyCases(clientOf(source), studyInstanceUid).catch(() => []);
    return [name, cases.flatMap(({ pacs }) => pacs?.segmentation.sopInstanceUid ?? [])];
  }

  /**
   * Finds the case and queues it; the same asked again by the same user is the same job, unless it failed.
   *
   * @param owner the user; the queue gets a digest
   * @throws MutationPredictionError `no-ct` and `no-segment` where the PACS does not have the case;
   *   `queue-unavailable` where the queue is full, is drained or does not answer
   */
  async submit(asked: AskedCase, owner: string): Promise<JobView> {
    const found = await this.#find(asked);
    const lesions = asked.segment === undefined ? {} : { segment: asked.segment };
    const { id, digest } = asked.model;
    const job = jobOf(
      {
        cohortCase: found,
        models: [{ id, digest, key: resultKey(found, digest, { lesions, clinical: {} }) }],
        lesions,
        clinical: {},
      },
      {
        source: asked.source,
        report: 'stored',
        reader: this.options.reader.publicKey,
        owner: this.#digestOf(owner),
      },
    );
    return this.#inTime(this.#add(job));
  }

  /** Undefined for what the user does not own, or what is gone. */
  async view(id: string, owner: string): Promise<JobView | undefined> {
    return this.#inTime(
      this.#own(id, owner).then(async (job) => (job ? this.#viewOf(job) : undefined)),
    );
  }

  /**
   * Takes a job back; one that runs is ended within seconds.
   *
   * @returns false for what the user does not own, or what is gone
   */
  async cancel(id: string, owner: string): Promise<boolean> {
    const job = await this.#inTime(this.#own(id, owner));
    if (!job) return false;
    await this.#inTime(job.remove().catch(() => cancelRunning(this.opened.redis, id)));
    this.news.emit(id);
    return true;
  }

  /**
   * How a job is, now and after each change, until it is over, gone, or the signal aborts; now and then undefined
   * where nothing has changed.
   */
  async *changes(
    id: string,
    owner: string,
    signal: AbortSignal,
  ): AsyncGenerator<JobView | undefined> {
    const either = AbortSignal.any([signal, this.#ending.signal]);
    let last = '';
    while (!either.aborted) {
      const changed = this.#change(id, either);
      const view = await this.view(id, owner);
      if (!view) return;
      const text = JSON.stringify(view);
      yield text === last ? undefined : view;
      last = text;
      if (view.state === 'done' || view.state === 'failed') return;
      await changed;
    }
  }

  /** How many jobs there are in each state, of everybody. */
  async counts(): Promise<Readonly<Record<JobState, number>>> {
    const { queue } = this.opened;
    const counts = await this.#inTime(
      queue.getJobCounts('wait', 'prioritized', 'delayed', 'active', 'completed', 'failed'),
    );
    const of = (state: string) => counts[state] ?? 0;
    return {
      waiting: of('wait') + of('prioritized') + of('delayed'),
      running: of('active'),
      done: of('completed'),
      failed: of('failed'),
    };
  }

  /** Ends all that {@link changes} tells. */
  endChanges(): void {
    this.#ending.abort();
  }

  close(): Promise<void> {
    this.endChanges();
    return this.end();
  }

  async #find({ source: name, ...asked }: AskedCase): Promise<CohortCase> {
    const source = this.options.sources.get(name);
    if (!source || !isPacs(source)) {
      throw new MutationPredictionError('no-ct.unknown-source', { source: name });
    }
    const cases = await findStudyCases(clientOf(source), asked.studyInstanceUid);
    const found = cases.find(
      ({ pacs }) =>
        pacs?.segmentation.sopInstanceUid === asked.segmentationUid &&
        pacs.segmentation.seriesInstanceUid === asked.seriesInstanceUid,
    );
    if (found) return found;
    throw new MutationPredictionError('no-segment.not-in-source', { source: name });
  }

  async #add(job: CaseJob): Promise<JobView> {
    const { queue, redis } = this.opened;
    const id = idOf(job);
    const before = await queue.getJob(id);
    if (before && !(await before.isFailed())) return this.#viewOf(before);
    if (await this.opened.isDraining()) throw this.#full();
    const { waiting } = await this.counts();
    if (waiting >= this.options.atMost) throw this.#full();
    await before?.remove();
    await forgetCancelled(redis, id);
    await queue.add('case', job, jobOptions(id, undefined));
    return { id, state: 'waiting' };
  }

  async #own(id: string, owner: string): Promise<Job<JobData, null, 'case'> | undefined> {
    const job = await this.opened.queue.getJob(id);
    return job?.data.owner === this.#digestOf(owner) ? job : undefined;
  }

  async #viewOf(job: Job<JobData, null, 'case'>): Promise<JobView> {
    const id = job.id!;
    const state = await job.getState();
    if (state === 'active') return { id, state: 'running' };
    if (state !== 'completed' && state !== 'failed') return { id, state: 'waiting' };
    const { outcome: sealed } = job.data;
    const found = sealed && openOutcome(sealed, this.options.reader, id);
    if (state === 'failed') {
      const error = found ? errorIn(found.outcome) : undefined;
      return { id, state, failure: error ? inWords(error) : nameOf(job.failedReason) };
    }
    return { id, state: 'done', ...(found && { lesions: lesionsIn(found.outcome) }) };
  }

  /** Resolves at the job's next event, or after a while. */
  async #change(id: string, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
    // A while has passed, or nobody listens any more.
    await once(this.news, id, { signal: late }).catch(() => undefined);
  }

  /** In the queue a user has no name. */
  #digestOf(owner: string): string {
    return digestOf(['owner', owner]);
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const queue = new URL(this.options.redis.url).host;
      const error = new MutationPredictionError('queue-unavailable.no-answer', { queue });
      timer = setTimeout(() => reject(error), ANSWER_MS);
    });
    answer.catch(() => undefined);
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  #full(): MutationPredictionError {
    return new MutationPredictionError('queue-unavailable.full');
  }
}

const isPacs = (source: Source): source is PacsSource => 'dicomweb' in source;

const clientOf = ({ dicomweb: url, authorization }: PacsSource) =>
  new DicomWebClient({ url, ...(authorization !== undefined && { authorization }) });

function errorIn(outcome: CaseOutcome): PlainError | undefined {
  if ('error' in outcome) return outcome.error;
  const [model] = outcome.models;
  const failed = model?.lesions.find((lesion) => 'error' in lesion);
  return model?.reportError ?? (failed && 'error' in failed ? failed.error : undefined);
}

function lesionsIn(outcome: CaseOutcome): LesionView[] {
  return 'error' in outcome ? [] : outcome.models.flatMap(({ lesions }) => lesions.map(lesionView));
}

function lesionView(lesion: LesionOutcome): LesionView {
  if ('error' in lesion) return { segment: lesion.segment, failure: inWords(lesion.error) };
  const { inputs, targets } = lesion.prediction;
  return {
    segment: inputs.segmentation.segmentNumber,
    targets: targets.map((target) => ({
      id: target.id,
      status: target.status,
      ...('probability' in target && { probability: target.probability }),
    })),
  };
}

const inWords = (error: PlainError) => ({
  code: error.code,
  message: wordsOf(error, en).message,
});

/** All that is known where the outcome cannot be opened. */
function nameOf(reason: string) {
  const [code = 'worker-failed'] = /^[a-z-]+(?=\.)/.exec(reason) ?? [];
  // Of a failure that left no outcome only its name is known; taken back is what its owner did.
  return { code, message: code === 'cancelled' ? 'It was taken back.' : 'The case failed.' };
}
