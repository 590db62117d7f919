import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Prediction, PredictionRequest, RefusalCode, Stage } from '@mutation-prediction/core';
import type { Page } from 'playwright-core';
import type { ModelHost } from '../../../extension/src/contract.js';
import type { DevicePreference } from '../../../extension/src/settings.js';
import { builtExtension } from './pluginServer.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** What a page needs to make a prediction; give it to `startPluginServer` as `files`. */
export function hostFiles(request: PredictionRequest): Record<string, string | Uint8Array> {
  return { '/test/modelHost.js': modelHost(), ...requestFiles(request) };
}

const FOLDER = '/test';

/** A request as files of a folder, for `takeRequest`. */
export function requestFiles(
  { region, regionMask, ...rest }: PredictionRequest,
  folder = FOLDER,
): Record<string, string | Uint8Array> {
  const { buffer, byteOffset, byteLength } = region.data;
  return {
    [`${folder}/request.json`]: JSON.stringify({ ...rest, grid: region.grid }),
    [`${folder}/region.i16`]: new Uint8Array(buffer, byteOffset, byteLength),
    [`${folder}/mask.u8`]: regionMask.data,
  };
}

/** The built worker, with a statement that runs before it; as `files` of `startPluginServer`. */
export function workerAfter(prelude: string): Record<string, string> {
  const worker = readFileSync(path.join(builtExtension, 'inference.worker.js'), 'utf8');
  return { '/inference.worker.js': `${prelude}\n${worker}` };
}

/** As `freshViewer.mjs` has bundled it. */
function modelHost(): string {
  return readFileSync(path.join(root, 'test-results/model-host/modelHost.js'), 'utf8');
}

declare global {
  interface Window {
    modelHost: ModelHost;
    predictionRequest: PredictionRequest;
    /** Cancels the prediction that was started last. */
    canceller: AbortController;
  }
}

/** Opens the server's page and makes a model host in it, as the extension does in OHIF. */
export async function openModelHost(
  page: Page,
  url: string,
  device: DevicePreference,
  modelId = 'mmdl-demo',
): Promise<void> {
  await page.goto(`${url}/index.html`);
  await page.evaluate(
    async ({ device, modelId }) => {
      const moduleUrl = '/test/modelHost.js';
      const { createSiteHosts } = await import(moduleUrl);
      const assetsUrl = `${location.origin}/`;
      const models = [`${assetsUrl}models/${modelId}/`];
      window.modelHost = createSiteHosts({ assetsUrl, models, device }).modelHost;
    },
    { device, modelId },
  );
  await takeRequest(page);
}

/** The page predicts this request from now on. */
export async function takeRequest(page: Page, folder = FOLDER): Promise<void> {
  await page.evaluate(async (folder) => {
    const read = async (name: string) => (await fetch(`${folder}/${name}`)).arrayBuffer();
    const { grid, ...request } = JSON.parse(new TextDecoder().decode(await read('request.json')));
    window.predictionRequest = {
      ...request,
      region: { grid, data: new Int16Array(await read('region.i16')) },
      regionMask: { grid, data: new Uint8Array(await read('mask.u8')) },
    };
  }, folder);
}

export interface PageOutcome {
  readonly viewsSha256: string;
  readonly prediction: Prediction;
  /** In the order in which they began. */
  readonly stages: readonly Stage[];
}

export interface PageRefusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly advice: string;
  readonly stages: readonly Stage[];
}

/** @param cancelAt cancels as soon as this stage is reported */
export function predictInPage(
  page: Page,
  cancelAt?: Stage,
  modelId = 'mmdl-demo',
): Promise<PageOutcome | PageRefusal> {
  return page.evaluate(
    async ({ cancelAt, modelId }) => {
      const stages: Stage[] = [];
      const canceller = (window.canceller = new AbortController());
      const onProgress = ({ stage }: { stage: Stage }) => {
        if (stages.at(-1) !== stage) stages.push(stage);
        if (stage === cancelAt) canceller.abort();
      };
      try {
        const { prediction, views } = await window.modelHost.predict(
          modelId,
          window.predictionRequest,
          { signal: canceller.signal, onProgress },
        );
        const seen = views?.hu.slice() ?? new Uint8Array(0);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', seen));
        const viewsSha256 = Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
        return { prediction, viewsSha256, stages };
      } catch (error) {
        const { code, message, advice } = error as PageRefusal;
        if (code === undefined) throw error;
        return { code, message, advice, stages };
      }
    },
    { cancelAt, modelId },
  );
}

/** @throws with the page's words where the prediction was refused */
export async function predictionInPage(page: Page, modelId?: string): Promise<PageOutcome> {
  const outcome = await predictInPage(page, undefined, modelId);
  if ('code' in outcome) throw new Error(`${outcome.code}: ${outcome.message} ${outcome.advice}`);
  return outcome;
}
