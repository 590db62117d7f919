/** Entry of a Node thread that computes radiomic features. */
import { parentPort } from 'node:worker_threads';
import { createRadiomicsService, type RadiomicsRequest } from '@mutation-prediction/core';

const serve = createRadiomicsService();

parentPort?.on('message', (request: RadiomicsRequest) => {
  const reply = serve(request);
  if (reply) parentPort?.postMessage(reply);
});
