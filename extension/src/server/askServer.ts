import type { InferenceTransport, OnProgress, PredictionResult } from '@mutation-prediction/core';
import { listRemoteModels, remotePredictor, transportRefusal } from '@mutation-prediction/core';
import { OpenInferenceClient } from 'open-inference-client';
import { inferenceError } from '../inference/plainError.js';
import { followRun } from './followRun.js';
import { plainListing, type ServerAnswers, type ServerRequest } from './messages.js';

/** For connections that have died unnoticed: a server answers within its own, shorter deadline. */
const LONGEST_RUN_MS = 15 * 60_000;
const LONGEST_LOOK_MS = 5000;

/**
 * Asks the site's server. Nothing is sent but to its address, and of a lesion nothing but what
 * docs/pipeline.md lists.
 *
 * @throws MutationPredictionError in the user's words
 */
export async function askServer(
  request: ServerRequest,
  onProgress: OnProgress,
): Promise<ServerAnswers[keyof ServerAnswers]> {
  const { url, name, headers } = request.server;
  const client = new OpenInferenceClient({ url, headers: () => headers });
  switch (request.kind) {
    case 'ready':
      return client.serverReady({ deadlineMs: LONGEST_LOOK_MS }).catch((error: unknown) => {
        throw transportRefusal(error, name);
      });
    case 'list':
      return plainListing(await listRemoteModels(client, name), inferenceError);
    case 'predict':
      return predictThere(request, client, onProgress);
  }
}

function predictThere(
  {
    server,
    model,
    request,
    contributions = false,
    run,
  }: Extract<ServerRequest, { kind: 'predict' }>,
  client: OpenInferenceClient,
  onProgress: OnProgress,
): Promise<PredictionResult> {
  const transport: InferenceTransport = {
    modelMetadata: (id) => client.modelMetadata(id),
    async infer(id, call) {
      const stopFollowing = followRun(server, run, onProgress);
      try {
        const options = { idempotencyKey: run, deadlineMs: LONGEST_RUN_MS };
        return await client.infer(id, { ...call, id: run }, options);
      } finally {
        stopFollowing();
      }
    },
  };
  return remotePredictor(transport, model, server.name).predict(request, {
    onProgress,
    contributions,
  });
}
