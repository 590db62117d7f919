import type { SegmentMask, TargetImage } from '@mutation-prediction/core';
import { fromPlainError, messageOf, MutationPredictionError } from '@mutation-prediction/core';
import type {
  ParsedSegmentation,
  ParsingAnswers,
  ParsingReply,
  ParsingRequest,
} from './messages.js';

/** Far longer than an honest object takes, which is well under a second; short enough to wait for. */
const TIME_LIMIT_MS = 20_000;

/** A worker as a parser can reach it. */
export interface ParsingPort {
  post(request: ParsingRequest): void;
  /** Calls back for each reply, and once with what went wrong if the worker dies. */
  listen(onReply: (reply: ParsingReply) => void, onDeath: (reason: string) => void): void;
  terminate(): void;
}

/** An object whose content is known; its masks are made when asked for. */
export interface ReadableSegmentation {
  readonly content: ParsedSegmentation;
  /** @throws what `readSegmentMask` throws; `worker-failed` when it takes too long */
  mask(segmentNumber: number, target: TargetImage): Promise<SegmentMask>;
}

/**
 * Reads SEG and RTSTRUCT objects in a worker, so that neither a large nor a malformed one holds up the
 * viewer. A request that takes too long ends the worker, and its object is not tried again; the others
 * go on in a fresh one.
 */
export class SegmentationParser {
  #port: ParsingPort | undefined;
  /** What the worker that runs now has opened. */
  #opened = new Set<string>();
  #lastTurn: Promise<unknown> = Promise.resolve();
  #end: ((reason: string) => void) | undefined;

  constructor(
    private readonly startWorker: () => ParsingPort,
    private readonly timeLimitMs = TIME_LIMIT_MS,
  ) {}

  /**
   * @param uid SOP Instance UID
   * @param name names the object in errors, e.g. `SEG "GTV-1"`
   * @throws what `readSegmentationObject` throws; `worker-failed` when it takes too long
   */
  async open(uid: string, bytes: Uint8Array, name: string): Promise<ReadableSegmentation> {
    let refusal: MutationPredictionError | undefined;

    const inTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
      const answer = this.#lastTurn.then(async () => {
        if (refusal) throw refusal;
        try {
          return await ask();
        } catch (error) {
          if (error instanceof MutationPredictionError && error.code === 'worker-failed') {
            refusal = error;
          }
          throw error;
        }
      });
      this.#lastTurn = answer.catch(() => undefined);
      return answer;
    };
    const openInWorker = async (): Promise<ParsedSegmentation> => {
      const content = await this.#ask({ kind: 'open', uid, bytes, name }, name);
      this.#opened.add(uid);
      return content;
    };

    return {
      content: await inTurn(openInWorker),
      mask: (segmentNumber, target) =>
        inTurn(async () => {
          if (!this.#opened.has(uid)) await openInWorker();
          return this.#ask({ kind: 'mask', uid, segmentNumber, target }, name);
        }),
    };
  }

  /** Ends the worker with all it has opened: the study is gone. */
  clear(): void {
    this.#end?.('its study was closed');
    this.#stop();
  }

  async #ask<K extends keyof ParsingAnswers>(
    request: Extract<ParsingRequest, { kind: K }>,
    name: string,
  ): Promise<ParsingAnswers[K]> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<ParsingAnswers[K]>((resolve, reject) => {
        const end = (reason: string) => {
          this.#stop();
          reject(failed(name, reason));
        };
        this.#end = end;
        timer = setTimeout(
          () => end(`it took longer than ${this.timeLimitMs / 1000} s`),
          this.timeLimitMs,
        );
        this.#port ??= this.startWorker();
        this.#port.listen((reply) => {
          if (reply.kind === 'failed') return reject(fromPlainError(reply.error));
          resolve(reply.answer as ParsingAnswers[K]);
        }, end);
        this.#port.post(request);
      });
    } finally {
      clearTimeout(timer);
      this.#end = undefined;
    }
  }

  #stop(): void {
    this.#port?.terminate();
    this.#port = undefined;
    this.#opened = new Set();
  }
}

/** A module worker on the page's origin. */
export function startParsingWorker(url: string): ParsingPort {
  let worker: Worker | undefined;
  let refusal = '';
  try {
    worker = new Worker(url, { type: 'module', name: 'mutation-prediction-parsing' });
  } catch (error) {
    refusal = messageOf(error);
  }
  return {
    post: (request) => worker?.postMessage(request),
    listen(onReply, onDeath) {
      if (!worker) return onDeath(refusal);
      worker.onmessage = ({ data }: MessageEvent<ParsingReply>) => onReply(data);
      // Without a message where the script could not be loaded: browsers tell only their console.
      worker.onerror = ({ message }) => onDeath(message || `${url} could not be loaded`);
    },
    terminate: () => worker?.terminate(),
  };
}

function failed(name: string, reason: string): MutationPredictionError {
  return new MutationPredictionError(
    'worker-failed',
    `${name} could not be read: ${reason}.`,
    'It may be damaged: export it again from the system that made it, or reload the study.',
  );
}
