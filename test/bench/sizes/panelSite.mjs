import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cohortCase, cropVolume, preparePrediction } from '@mutation-prediction/core';
import { loadModelPackage } from '@mutation-prediction/server-adapter/inference';
import { CHROMIUM } from '../../support/chromium.mjs';
import { SIZES } from './packages.mjs';
import { startSite } from './siteServer.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** @returns why no tab can be opened; `undefined` where one can */
export function whyNoTab() {
  return existsSync(CHROMIUM.executablePath)
    ? undefined
    : `no Chromium at ${CHROMIUM.executablePath} (set MP_CHROMIUM)`;
}

/** A site with the built extension, the size tests, ONNX Runtime alone, and a lesion to predict by one of them. */
export async function startPanelSite(modelId) {
  const { manifest } = await loadModelPackage(modelId, SIZES);
  return startSite(
    [
      ['/models/', SIZES],
      ['/ort/', path.join(root, 'node_modules/onnxruntime-web/dist')],
      ['/', path.join(root, 'extension/dist/esm')],
    ],
    {
      '/index.html': '<!doctype html>',
      '/host.js': bundledHost(),
      '/bare.worker.js': readFileSync(path.join(import.meta.dirname, 'bare.worker.js')),
      ...(await requestFiles(manifest)),
    },
  );
}

/** In the page: predicts so often by the panel's host on one backend; the last run counts. */
export async function predictInPage({ model, times, device }) {
  const { createSiteHosts } = await import('/host.js');
  const assetsUrl = `${location.origin}/`;
  const models = [`${assetsUrl}models/${model}/`];
  const { modelHost } = createSiteHosts({ assetsUrl, models, device });
  const read = async (name) => (await fetch(`/request/${name}`)).arrayBuffer();
  const { grid, ...request } = JSON.parse(new TextDecoder().decode(await read('request.json')));
  request.region = { grid, data: new Int16Array(await read('region.i16')) };
  request.regionMask = { grid, data: new Uint8Array(await read('mask.u8')) };
  let readyMs;
  let last;
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    let runStart;
    let firstViewMs;
    const onProgress = ({ stage, loaded }) => {
      if (stage === 'views') readyMs ??= performance.now() - start;
      if (stage !== 'run') return;
      runStart ??= performance.now();
      if (loaded === 1) firstViewMs = performance.now() - runStart;
    };
    const signal = new AbortController().signal;
    const { prediction } = await modelHost.predict(model, request, { signal, onProgress });
    const probabilities = prediction.targets.map(({ probability }) => probability);
    const { run } = prediction.timingsMs;
    last = { firstViewMs, runMs: run, device: prediction.device, probabilities };
  }
  return { readyMs, ...last };
}

/** The main-thread half of inference, as test/parity has it. */
function bundledHost() {
  const config = path.join(root, 'test/parity/support/modelHost.webpack.mjs');
  const webpack = path.join(root, 'node_modules/webpack/bin/webpack.js');
  execFileSync(process.execPath, [webpack, '--config', config], { cwd: root, stdio: 'ignore' });
  return readFileSync(path.join(root, 'test-results/model-host/modelHost.js'));
}

async function requestFiles(manifest) {
  const { ct, mask } = cohortCase(1, 0);
  const { region, regionMask, ...rest } = await preparePrediction(
    { grid: ct.grid, acquisition: {}, readRegion: async (box) => cropVolume(ct, box) },
    mask,
    { label: 'Lesion', trackingUid: '2.25.1', segmentation: { kind: 'nifti', segmentNumber: 1 } },
    {},
    manifest,
  );
  const { buffer, byteOffset, byteLength } = region.data;
  return {
    '/request/request.json': JSON.stringify({ ...rest, showWithheld: true, grid: region.grid }),
    '/request/region.i16': new Uint8Array(buffer, byteOffset, byteLength),
    '/request/mask.u8': regionMask.data,
  };
}
