/** Entry of the worker that asks the site's server. See `messages.ts`. */
import '../noEval.js';
import type { Progress } from '@mutation-prediction/core';
import type { WorkerReply } from '../inference/messages.js';
import { holdLife } from '../inference/life.js';
import { inferenceError } from '../inference/plainError.js';
import { transferables } from '../inference/transfer.js';
import { askServer } from './askServer.js';
import type { ServerAnswers, ServerRequest } from './messages.js';

holdLife();

self.addEventListener('message', ({ data }: MessageEvent<ServerRequest>) => {
  askServer(data, onProgress).then(
    (answer) => self.postMessage({ kind: 'done', answer } satisfies Done, transferOf(answer)),
    (error: unknown) => self.postMessage(failure(error)),
  );
});

type Done = { readonly kind: 'done'; readonly answer: ServerAnswers[keyof ServerAnswers] };

function onProgress(progress: Progress): void {
  self.postMessage({ kind: 'progress', progress } satisfies WorkerReply);
}

function failure(error: unknown): WorkerReply {
  return { kind: 'failed', error: inferenceError(error) };
}

function transferOf(answer: ServerAnswers[keyof ServerAnswers]) {
  if (typeof answer === 'boolean' || !('prediction' in answer)) return {};
  return { transfer: transferables(answer) };
}
