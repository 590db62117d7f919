import type { Device, LoadedManifest, PredictionRequest } from '@mutation-prediction/core';
import {
  checkSignature,
  fromPlainError,
  hasRun,
  MutationPredictionError,
  toHex,
} from '@mutation-prediction/core';
import type { ModelEntry, ModelHost, PredictionResult, RunsOn } from '../contract.js';
import { WorkerClient } from '../inference/workerClient.js';
import type { ServerSettings } from '../settings.js';
import type { Signatures } from '../signatures.js';
import type { AskedServer, ListedModel, ServerAnswers, ServerRequest } from './messages.js';

type ListedEntry = Awaited<ReturnType<ModelHost['list']>>[number];

/** The user's credentials as they are now; none where nobody is signed in. */
export type Authorization = () => Readonly<Record<string, string>> | undefined;

interface KnownModel extends LoadedManifest {
  readonly card?: string;
}

/** The models of the site's server, which run there. A worker asks it, started by the first question. */
export class ServerModelHost implements ModelHost {
  private readonly models = new Map<string, KnownModel>();
  private readonly runs: WorkerClient<ServerRequest, ServerAnswers>;
  /** Of its own: who looks does not wait for who runs. */
  private readonly looks: WorkerClient<ServerRequest, ServerAnswers>;
  private lastDevice: Device | undefined;

  /**
   * @param workerUrl script of the worker, on the page's origin
   * @param order ids of models, which come first and in this order
   */
  constructor(
    workerUrl: string,
    private readonly server: Pick<ServerSettings, 'url' | 'name'>,
    private readonly authorization: Authorization,
    private readonly signatures: Signatures,
    private readonly order: readonly string[] = [],
  ) {
    this.runs = new WorkerClient(workerUrl);
    this.looks = new WorkerClient(workerUrl);
  }

  /** @throws MutationPredictionError `server-unreachable` where it is not ready, or cannot be asked */
  async checkReady(): Promise<void> {
    const { name } = this.server;
    if (await this.look('ready')) return;
    throw new MutationPredictionError('server-unreachable.not-ready', { server: name });
  }

  async list(): Promise<readonly ListedEntry[]> {
    const listed = await this.look('list');
    const rank = ({ id }: ListedModel) => {
      const place = this.order.indexOf(id);
      return place === -1 ? this.order.length : place;
    };
    const ordered = [...listed].sort((a, b) => rank(a) - rank(b));
    return Promise.all(ordered.map((entry) => this.entry(entry)));
  }

  async card(modelId: string): Promise<string> {
    const { card } = await this.find(modelId);
    if (card !== undefined) return card;
    const { name } = this.server;
    throw new MutationPredictionError('model-unavailable.no-card', {
      server: name,
      model: modelId,
    });
  }

  device(): Promise<RunsOn> {
    return Promise.resolve(this.lastDevice ?? { server: this.server.name });
  }

  async predict(
    modelId: string,
    request: PredictionRequest,
    { signal, onProgress, contributions = false }: Parameters<ModelHost['predict']>[2],
  ): Promise<PredictionResult> {
    const { manifest, digest } = await this.find(modelId);
    const server = this.asked();
    const run = toHex(crypto.getRandomValues(new Uint8Array(16)));
    const cancel = () => cancelRun(server, run);
    signal.addEventListener('abort', cancel);
    try {
      const model = { manifest, digest };
      const result = await this.runs.ask(
        { kind: 'predict', server, model, request, contributions, run },
        { signal, onProgress },
      );
      // A check may have withheld what the network would say before it ran.
      const { device } = result.prediction;
      if (hasRun(device)) this.lastDevice = device;
      return result;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  private asked(): AskedServer {
    const { url, name } = this.server;
    return { url, name, headers: { ...this.authorization() } };
  }

  /** The worker is given back: a list is wanted once, a run perhaps never. */
  private async look<K extends 'ready' | 'list'>(kind: K): Promise<ServerAnswers[K]> {
    const answer = this.looks.ask({ kind, server: this.asked() } as Extract<
      ServerRequest,
      { kind: K }
    >);
    void this.looks.end();
    return answer;
  }

  private async entry(listed: ListedModel): Promise<ListedEntry> {
    const { id } = listed;
    const url = `${this.server.url}/v2/models/${id}`;
    if ('error' in listed) return { url, error: fromPlainError(listed.error) };
    const { bytes, signature, ...model } = listed.model;
    try {
      const checked = await this.checked(model, bytes, signature);
      this.models.set(id, model);
      return { url, model: checked };
    } catch (error) {
      if (error instanceof MutationPredictionError) return { url, error };
      throw error;
    }
  }

  private async checked(
    { manifest, digest }: LoadedManifest,
    bytes: Uint8Array<ArrayBuffer>,
    signatureText: string | undefined,
  ): Promise<ModelEntry> {
    const { trusted, verify } = this.signatures;
    if (trusted.length === 0) return { manifest, digest };
    const signature = await checkSignature(signatureText, 'model', bytes, trusted, verify);
    if (signature.kind === 'tampered') {
      throw new MutationPredictionError('signature-invalid.model', { model: manifest.id });
    }
    return { manifest, digest, signature };
  }

  private async find(modelId: string): Promise<KnownModel> {
    if (!this.models.has(modelId)) await this.list();
    const model = this.models.get(modelId);
    if (model) return model;
    const { name } = this.server;
    throw new MutationPredictionError('model-unavailable.not-on-server', {
      server: name,
      model: modelId,
    });
  }
}

/** The connection that ends with the worker says the same, where nothing stands between. */
function cancelRun({ url, headers }: AskedServer, run: string): void {
  fetch(`${url}/api/v1/runs/${run}`, { method: 'DELETE', headers, redirect: 'error' }).catch(() => {
    // Nobody is left who waits for it.
  });
}
