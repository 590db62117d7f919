import type { OnProgress, Prediction, PredictionRequest } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost, PredictionResult } from '../contract.js';
import type { Settings } from '../settings.js';
import type { DevicePolicy } from './device.js';
import { describe } from './device.js';
import { fetchFile } from './download.js';
import type { ModelPackage } from './messages.js';
import { readModelPackage } from './modelPackage.js';
import { WebGpuFailure } from './webGpuFailure.js';
import { WorkerClient } from './workerClient.js';

type ListedModel = Awaited<ReturnType<ModelHost['list']>>[number];

/**
 * Runs models in this browser. Making one costs nothing: the worker starts with the first question
 * about the device, the runtime and the model are loaded by the first prediction.
 */
export class BrowserModelHost implements ModelHost {
  private readonly client: WorkerClient;
  private readonly packages = new Map<string, ModelPackage>();
  private webGpuRuledOut: string | undefined;
  private lastDevice: Prediction['device'] | undefined;

  constructor(private readonly settings: Settings) {
    this.client = new WorkerClient(new URL('inference.worker.js', settings.assetsUrl).href);
  }

  list(): Promise<readonly ListedModel[]> {
    return Promise.all(this.settings.modelUrls.map((url) => this.read(url)));
  }

  async card(modelId: string): Promise<string> {
    const { url, manifest } = await this.find(modelId);
    const response = await fetchFile(new URL(manifest.card, url).href);
    return response.text();
  }

  async describeDevice(): Promise<string> {
    // A prediction knows more than a probe: the model may have run faster elsewhere, or failed.
    const device =
      this.lastDevice ?? (await this.client.ask({ kind: 'describe', policy: this.policy() }));
    return describe(device);
  }

  async predict(
    modelId: string,
    request: PredictionRequest,
    options: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
  ): Promise<PredictionResult> {
    const model = await this.find(modelId);
    const ask = () =>
      this.client.ask({ kind: 'predict', policy: this.policy(), model, request }, options);
    let result: PredictionResult;
    try {
      result = await ask();
    } catch (error) {
      if (!(error instanceof WebGpuFailure)) throw error;
      this.webGpuRuledOut = `WebGPU failed in this browser (${error.message}).`;
      result = await ask();
    }
    this.lastDevice = result.prediction.device;
    return result;
  }

  private async read(url: string): Promise<ListedModel> {
    try {
      const model = await readModelPackage(url);
      this.packages.set(model.manifest.id, model);
      return { url, model };
    } catch (error) {
      if (error instanceof MutationPredictionError) return { url, error };
      throw error;
    }
  }

  private async find(modelId: string): Promise<ModelPackage> {
    if (!this.packages.has(modelId)) await this.list();
    const model = this.packages.get(modelId);
    if (model) return model;
    throw new MutationPredictionError('model-unavailable.no-package-read', { model: modelId });
  }

  private policy(): DevicePolicy {
    const { device: preference } = this.settings;
    return this.webGpuRuledOut === undefined
      ? { preference }
      : { preference, webGpuRuledOut: this.webGpuRuledOut };
  }
}
