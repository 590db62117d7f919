import { remotePredictor, runPipeline } from '@mutation-prediction/core';
import {
  openPackageSession,
  modelsDirectory,
  openPredictor,
} from '@mutation-prediction/server-adapter/inference';
import { OpenInferenceClient } from 'open-inference-client';
import { median } from './median.mjs';
import { graphRequest, MODEL, pipelineRequest } from './requests.mjs';

/** The first ones compile, on both sides. */
const UNCOUNTED = 3;

/**
 * What an answer takes over the same work in this process, on as many threads: of the network alone, of
 * the pipeline, and of a whole prediction, of which the client has its part. Medians, ms; each way in
 * turns, so that all see the same load.
 */
export async function overhead(url, runs) {
  const { manifest, network, request, feeds } = await graphRequest();
  const lesion = await pipelineRequest();
  const session = await openPackageSession({ manifest, network });
  const local = await openPredictor({ id: MODEL, models: modelsDirectory() });
  const [binary, json] = ['binary', 'json'].map(
    (tensors) => new OpenInferenceClient({ url, tensors, retry: false }),
  );
  const there = remotePredictor(binary, lesion.model, 'bench');
  const taken = await inTurns(runs, {
    graphHere: () => session.run(feeds),
    graph: () => binary.infer(`${MODEL}.graph`, request),
    graphAsJson: () => json.infer(`${MODEL}.graph`, request),
    pipelineHere: () => runPipeline(lesion.request, { ...lesion.model, session }),
    pipeline: () => binary.infer(MODEL, lesion.request),
    predictedHere: () => local.predict(lesion.asked),
    predicted: () => there.predict(lesion.asked),
  });
  await session.release();
  await local.release();
  return {
    runs,
    medianMs: Object.fromEntries(Object.entries(taken).map(([way, ms]) => [way, median(ms)])),
    overMs: {
      graph: median(differences(taken.graph, taken.graphHere)),
      graphAsJson: median(differences(taken.graphAsJson, taken.graphHere)),
      pipeline: median(differences(taken.pipeline, taken.pipelineHere)),
      predicted: median(differences(taken.predicted, taken.predictedHere)),
    },
  };
}

/** Durations, ms, of each way. */
async function inTurns(runs, ways) {
  const taken = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let run = -UNCOUNTED; run < runs; run++) {
    for (const [way, go] of Object.entries(ways)) {
      const begin = performance.now();
      await go();
      if (run >= 0) taken[way].push(performance.now() - begin);
    }
  }
  return taken;
}

const differences = (some, others) => some.map((ms, run) => ms - others[run]);
