/** Entry of a worker that computes radiomic features. */
import type { RadiomicsRequest } from '@mutation-prediction/core';
import { createRadiomicsService } from '@mutation-prediction/core';

const serve = createRadiomicsService();

self.addEventListener('message', ({ data }: MessageEvent<RadiomicsRequest>) => {
  const reply = serve(data);
  if (reply) self.postMessage(reply);
});
