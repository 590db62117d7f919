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
  /** Of its script; names it in errors. */
  readonly url: string;
  post(request: ParsingRequest): void;
  /** Calls back for each reply, and once if the worker dies: with why, or empty if it never lived. */
  listen(onReply: (reply: ParsingReply) => void, onDeath: (problem: string) => void): void;
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
  /** Refuses whoever waits. */
  #close: (() => void) | undefined;

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
    this.#close?.();
    this.#stop();
  }

  async #ask<K extends keyof ParsingAnswers>(
    request: Extract<ParsingRequest, { kind: K }>,
    name: string,
  ): Promise<ParsingAnswers[K]> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<ParsingAnswers[K]>((resolve, reject) => {
        const end = (refusal: MutationPredictionError) => {
          this.#stop();
          reject(refusal);
        };
        this.#close = () =>
          end(new MutationPredictionError('worker-failed.object-closed', { object: name }));
        const seconds = this.timeLimitMs / 1000;
        timer = setTimeout(
          () =>
            end(
              new MutationPredictionError('worker-failed.object-slow', { object: name, seconds }),
            ),
          this.timeLimitMs,
        );
        const port = (this.#port ??= this.startWorker());
        port.listen(
          (reply) => {
            if (reply.kind === 'failed') return reject(fromPlainError(reply.error));
            resolve(reply.answer as ParsingAnswers[K]);
          },
          (problem) => end(dead(name, port, problem)),
        );
        port.post(request);
      });
    } finally {
      clearTimeout(timer);
      this.#close = undefined;
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
    url,
    post: (request) => worker?.postMessage(request),
    listen(onReply, onDeath) {
      if (!worker) return onDeath(refusal);
      worker.onmessage = ({ data }: MessageEvent<ParsingReply>) => onReply(data);
      // Without a message where the script could not be loaded: browsers tell only their console.
      worker.onerror = ({ message }) => onDeath(message);
    },
    terminate: () => worker?.terminate(),
  };
}

function dead(object: string, { url }: ParsingPort, problem: string): MutationPredictionError {
  return problem
    ? new MutationPredictionError('worker-failed.object', { object, problem })
    : new MutationPredictionError('worker-failed.parser-not-loaded', { object, url });
}
