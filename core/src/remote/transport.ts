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

type TransportTensor = WireTensor<'INT16' | 'FP32' | 'BYTES'>;

/**
 * A transport's failure in a user's words; what is none passes.
 *
 * @param server how to call the server, e.g. `gpu.example.org`
 * @param modelId what was asked for
 */
export function transportRefusal(error: unknown, server: string, modelId: string): unknown {
  switch (kindOf(error)) {
    case 'cancelled':
      return new MutationPredictionError('cancelled', 'The run was cancelled.');
    case 'busy':
      return new MutationPredictionError(
        'server-busy',
        `The server ${server} has too much to do at the moment.`,
        'Try again in a minute.',
        { cause: error },
      );
    case 'unauthorised':
      return new MutationPredictionError(
        'server-refused',
        `The server ${server} does not know who you are.`,
        'Log in again, or give a token that is valid.',
        { cause: error },
      );
    case 'refused':
      return new MutationPredictionError(
        'server-refused',
        `The server ${server} does not allow you to use the model ${modelId}.`,
        'Ask who runs the server.',
        { cause: error },
      );
    case 'not-found':
      return new MutationPredictionError(
        'model-unavailable',
        `The server ${server} has no model ${modelId}.`,
        'Choose a model that it has, or ask who runs it.',
        { cause: error },
      );
    case 'invalid':
      return new MutationPredictionError(
        'server-refused',
        `The server ${server} refused the request: ${wordsOf(error)}`,
        'It may be of another version than this program.',
        { cause: error },
      );
    case 'timeout':
      return new MutationPredictionError(
        'server-unreachable',
        `The server ${server} took too long to answer.`,
        'Try again, or let the model run here.',
        { cause: error },
      );
    case 'network':
    case 'server':
    case 'protocol':
      return new MutationPredictionError(
        'server-unreachable',
        `The server ${server} gave no usable answer: ${wordsOf(error)}`,
        'Check its address and the network, or let the model run here.',
        { cause: error },
      );
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

/** With a full stop, whatever the server's style. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message.trim() : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
