import type { OnProgress } from '../contract/progress.js';
import { MutationPredictionError } from '../errors.js';
import type { PipelineCall } from './runPipeline.js';
import type { WireTensor } from './wireTensor.js';

/** What a caller can do about a failure; the kinds of `open-inference-client`. */
type FailureKind =
  | 'network'
  | 'busy'
  | 'refused'
  | 'unauthorised'
  | 'not-found'
  | 'invalid'
  | 'timeout'
  | 'cancelled'
  | 'server'
  | 'protocol';

export interface TransportOptions {
  readonly signal?: AbortSignal;
  /** Hears of `queue` and `run` from a transport that learns of them. */
  readonly onProgress?: OnProgress;
}

/**
 * The way to a server of the Open Inference Protocol. `OpenInferenceClient` is one; core only needs
 * these two of its methods, and errors that bear a `kind`.
 */
export interface InferenceTransport {
  infer(
    model: string,
    call: PipelineCall & { readonly inputs: readonly TransportTensor[] },
    options?: TransportOptions,
  ): Promise<{ readonly outputs: readonly WireTensor[] }>;
  modelMetadata(
    model: string,
    options?: Pick<TransportOptions, 'signal'>,
  ): Promise<{ readonly parameters?: PipelineCall['parameters'] }>;
}

/** A transport to a server that tells which models it has. */
export interface RepositoryTransport extends InferenceTransport {
  repositoryIndex(options?: {
    readonly onlyReady?: boolean;
    readonly signal?: AbortSignal;
  }): Promise<readonly { readonly name: string }[]>;
}

type TransportTensor = WireTensor<'INT16' | 'FP32' | 'BYTES'>;

/**
 * A transport's failure in a user's words; what is none passes.
 *
 * @param server how to call the server, e.g. `gpu.example.org`
 * @param model what was asked for; absent where it was the server's list of models
 */
export function transportRefusal(error: unknown, server: string, model?: string): unknown {
  const cause = { cause: error };
  switch (kindOf(error)) {
    case 'cancelled':
      return new MutationPredictionError('cancelled.run');
    case 'busy':
      return new MutationPredictionError('server-busy.full', { server }, cause);
    case 'unauthorised':
      return new MutationPredictionError('server-refused.unknown-user', { server }, cause);
    case 'refused':
      return model === undefined
        ? new MutationPredictionError('server-refused.not-allowed-at-all', { server }, cause)
        : new MutationPredictionError('server-refused.not-allowed', { server, model }, cause);
    case 'not-found':
      return model === undefined
        ? new MutationPredictionError('model-unavailable.not-listed', { server }, cause)
        : new MutationPredictionError('model-unavailable.not-on-server', { server, model }, cause);
    case 'invalid':
      return new MutationPredictionError(
        'server-refused.request',
        { server, problem: sentenceOf(error) },
        cause,
      );
    case 'timeout':
      return new MutationPredictionError('server-unreachable.too-late', { server }, cause);
    case 'network':
      return new MutationPredictionError('server-unreachable.silent', { server }, cause);
    case 'server':
    case 'protocol': {
      const problem = sentenceOf(error);
      // Any other status of a failing server, such as 502, is of what stands before it.
      return statusOf(error) === 500 && model !== undefined
        ? new MutationPredictionError(
            'inference-failed.failed-on-server',
            { model, problem },
            cause,
          )
        : new MutationPredictionError('server-unreachable.no-answer', { server, problem }, cause);
    }
    case undefined:
      return error;
  }
}

const KINDS: ReadonlySet<string> = new Set<FailureKind>([
  'network',
  'busy',
  'refused',
  'unauthorised',
  'not-found',
  'invalid',
  'timeout',
  'cancelled',
  'server',
  'protocol',
]);

function kindOf(error: unknown): FailureKind | undefined {
  const kind = error instanceof Error && 'kind' in error ? error.kind : undefined;
  return typeof kind === 'string' && KINDS.has(kind) ? (kind as FailureKind) : undefined;
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : undefined;
}

/** With a full stop, whatever the server's style. */
function sentenceOf(error: unknown): string {
  const words = error instanceof Error ? error.message.trim() : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
