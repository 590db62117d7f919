/** Entry of `bench.html`, which lies beside this script: `?model=URL` names the packages, several times. */
import '../noEval.js';
import { MutationPredictionError } from '@mutation-prediction/core';
import { createRoot } from 'react-dom/client';
import { probePlatform } from '../inference/device.js';
import { readModelPackage } from '../inference/model-files/modelPackage.js';
import { WorkerPlace } from '../inference/workerPlace.js';
import { BrowserRadiomics } from '../radiomics/browserRadiomics.js';
import { verifyEd25519 } from '../signatures.js';
import { BenchPage, type OfferedModel } from './BenchPage.js';
import { benchSubject } from './benchSubject.js';
import type { BenchPlaces } from './deviceBench.js';

const assetsUrl = new URL('./', import.meta.url).href;
const radiomics = new BrowserRadiomics(new URL('radiomics.worker.js', assetsUrl).href);

const places: BenchPlaces = {
  predictorOn: (device, model) => new WorkerPlace({ assetsUrl, device }).predictorOf(model),
  extract: (input, signal) => radiomics.extract(input, { signal }),
  subject: benchSubject,
  now: () => performance.now(),
};

/** Of this page's own origin only: whoever makes an address must not choose what runs here. */
function modelUrls(): string[] {
  const named = new URLSearchParams(location.search).getAll('model');
  const urls = named.length > 0 ? named : ['models/mmdl-demo/'];
  return urls
    .map((url) => new URL(url.endsWith('/') ? url : `${url}/`, document.baseURI))
    .filter(({ origin }) => origin === location.origin)
    .map(({ href }) => href);
}

async function offered(url: string): Promise<OfferedModel> {
  try {
    return { url, model: await readModelPackage(url, { trusted: [], verify: verifyEd25519 }) };
  } catch (error) {
    if (error instanceof MutationPredictionError) return { url, error };
    throw error;
  }
}

const [models, platform] = await Promise.all([
  Promise.all(modelUrls().map(offered)),
  probePlatform(),
]);
createRoot(document.getElementById('bench')!).render(
  <BenchPage models={models} platform={platform} places={places} />,
);
