import { MutationPredictionError, messageOf } from '@mutation-prediction/core';
import type { BackgroundJob, BackgroundServer } from '../contract.js';
import type { ServerSettings } from '../settings.js';
import type { Authorization } from './serverModelHost.js';

/** Between two looks at a job, ms: a server's events end with the connection, a question never does. */
const BETWEEN_LOOKS_MS = 3000;

/** So many looks in a row may fail before one is told: a server that is started anew is away for a while. */
const LOOKS_MISSED = 20;

/** The jobs of the site's server (docs/server.md). Nothing goes there but UIDs and the archive's name. */
export class HttpBackgroundServer implements BackgroundServer {
  constructor(
    private readonly server: Pick<ServerSettings, 'url' | 'name'>,
    private readonly authorization: Authorization,
  ) {}

  async segmentationsOf(studyInstanceUid: string): Promise<ReadonlyMap<string, string>> {
    const query = new URLSearchParams({ studyUID: studyInstanceUid });
    const response = await this.#fetch('GET', `job-sources?${query.toString()}`);
    // It takes no jobs, or does not know this question yet.
    if (response.status === 404) return new Map();
    const { sources } = (await this.#answered(response)) as Sources;
    return new Map(sources.flatMap(({ id, segSOPUIDs }) => segSOPUIDs.map((uid) => [uid, id])));
  }

  async submit(
    segmentation: Parameters<BackgroundServer['submit']>[0],
    archive: string,
    modelDigest: string,
  ): Promise<BackgroundJob> {
    const response = await this.#fetch('POST', 'jobs', {
      sourceId: archive,
      studyUID: segmentation.studyInstanceUid,
      seriesUID: segmentation.seriesInstanceUid,
      segSOPUID: segmentation.sopInstanceUid,
      modelDigest,
    });
    return asJob(await this.#answered(response));
  }

  async follow(
    id: string,
    onChange: (job: BackgroundJob) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let last = '';
    let missed = 0;
    while (!signal.aborted) {
      try {
        const job = asJob(await this.#answered(await this.#fetch('GET', `jobs/${id}`)));
        if (signal.aborted) return;
        if (JSON.stringify(job) !== last) onChange(job);
        last = JSON.stringify(job);
        if (job.state === 'done' || job.state === 'failed') return;
        missed = 0;
      } catch (error) {
        if (!isPassing(error) || ++missed > LOOKS_MISSED) throw error;
      }
      await pause(BETWEEN_LOOKS_MS, signal);
    }
  }

  async cancel(id: string): Promise<void> {
    const response = await this.#fetch('DELETE', `jobs/${id}`);
    // One that is gone needs no cancelling.
    if (response.status !== 404) await this.#answered(response);
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const { url, name } = this.server;
    try {
      return await fetch(`${url}/api/v1/${path}`, {
        method,
        headers: {
          ...this.authorization(),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // The credentials are for this server.
        redirect: 'error',
      });
    } catch (cause) {
      throw new MutationPredictionError('server-unreachable.silent', { server: name }, { cause });
    }
  }

  /** @throws MutationPredictionError what the server said instead, in the user's words */
  async #answered(response: Response): Promise<unknown> {
    const { name: server } = this.server;
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    if (response.status === 401) {
      throw new MutationPredictionError('server-refused.unknown-user', { server });
    }
    if (response.status === 403) {
      throw new MutationPredictionError('server-refused.not-allowed-at-all', { server });
    }
    if (response.status === 429 || response.status === 503) {
      throw new MutationPredictionError('server-busy.full', { server });
    }
    const said = (answer as { readonly error?: unknown } | undefined)?.error;
    const problem = typeof said === 'string' ? said : messageOf(response.statusText);
    throw new MutationPredictionError('server-refused.request', { server, problem });
  }
}

/** Whether asking again may help. */
const isPassing = (error: unknown): boolean =>
  error instanceof MutationPredictionError &&
  (error.code === 'server-unreachable' || error.code === 'server-busy');

interface Sources {
  readonly sources: readonly { readonly id: string; readonly segSOPUIDs: readonly string[] }[];
}

function asJob(answer: unknown): BackgroundJob {
  const { id, state, failure, lesions } = answer as BackgroundJob & {
    readonly failure?: { readonly message: string };
    readonly lesions?: readonly { readonly failure?: { readonly message: string } }[];
  };
  const why = failure?.message ?? lesions?.find((lesion) => lesion.failure)?.failure?.message;
  return { id, state, failure: why };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
