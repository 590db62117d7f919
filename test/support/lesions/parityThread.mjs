/** Predicts every case with a package that it is told here, as the command line does, and at servers: posts what differs. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { OpenInferenceClient } from 'open-inference-client';
import { remotePredictor } from '../../../core/dist/index.js';
import { loadModelPackage, openPredictor } from '../../../server-adapter/dist/inference/index.js';
import { parityCases, requestOf } from './parityCases.mjs';

const { models, servers, withRequests } = workerData;

let cases;
parentPort.on('message', async (id) => parentPort.postMessage(await outcomesOf(id)));

async function outcomesOf(id) {
  cases ??= await parityCases();
  const model = await loadModelPackage(id, models);
  const local = await openPredictor({ id, models });
  const outcomes = [];
  for (const one of cases) {
    const request = await requestOf(one, model.manifest);
    const here = await local.predict(request);
    const places = {};
    for (const [place, url] of Object.entries(servers)) {
      places[place] = comparison(here, await predictAt(url, model, request));
    }
    outcomes.push({
      id,
      title: one.title,
      probabilities: probabilitiesOf(here),
      viewsSha256: createHash('sha256').update(bytesOf(here.views?.hu)).digest('hex'),
      places,
      ...(withRequests && { request }),
    });
  }
  await local.release();
  return outcomes;
}

/** A prediction on a server, which is asked for the views that it cut, too. */
async function predictAt(url, model, request) {
  const client = new OpenInferenceClient({ url });
  const hasViews = model.manifest.inputs.some(({ kind }) => kind === 'views');
  let viewsOfServer;
  const infer = async (name, call, options) => {
    const outputs = [...call.outputs, ...(hasViews ? ['views'] : [])];
    const answer = await client.infer(name, { ...call, outputs }, options);
    viewsOfServer = answer.outputs.find((output) => output.name === 'views')?.data;
    return { outputs: answer.outputs.filter((output) => output.name !== 'views') };
  };
  const predictor = remotePredictor({ infer }, model, 'server');
  return { ...(await predictor.predict(request)), viewsOfServer };
}

/** How far apart probabilities are, and what else is not the same. */
function comparison(here, there) {
  const pairs = {
    statuses: [here, there].map(({ prediction }) => prediction.targets.map(({ status }) => status)),
    warnings: [here.prediction.warnings, there.prediction.warnings],
    inputs: [here.prediction.inputs, there.prediction.inputs],
    lesion: [here.prediction.lesion, there.prediction.lesion],
    // Cut there of what arrived, and here of what was sent.
    viewsOfServer: [bytesOf(here.views?.hu), bytesOf(there.viewsOfServer)],
    views: [bytesOf(here.views?.hu), bytesOf(there.views?.hu)],
    mask: [bytesOf(here.views?.mask), bytesOf(there.views?.mask)],
    maps: [here, there].map(({ activationMaps }) => activationMaps?.map(({ size }) => size)),
  };
  const [p, q] = [here, there].map(probabilitiesOf);
  return {
    difference: Math.max(...p.map((probability, n) => Math.abs(probability - q[n]))),
    differs: Object.keys(pairs).filter((what) => !isDeepStrictEqual(...pairs[what])),
  };
}

function probabilitiesOf({ prediction }) {
  return prediction.targets.map(({ probability }) => probability);
}

/** Of nothing where a model has no views. */
function bytesOf(values) {
  return values
    ? Buffer.from(values.buffer, values.byteOffset, values.byteLength)
    : Buffer.alloc(0);
}
