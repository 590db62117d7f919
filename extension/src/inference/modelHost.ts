import type { PredictionRequest, Predictor } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost, PredictionResult } from '../contract.js';
import type { DeviceDescription } from './device.js';
import { fetchFile } from './model-files/download.js';
import type { Signatures } from '../signatures.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import { readModelPackage } from './model-files/modelPackage.js';
import { fetchPackageFile } from './model-files/packageFiles.js';

type ListedModel = Awaited<ReturnType<ModelHost['list']>>[number];

/** Where a viewer's networks run. */
export interface NetworkPlace {
  /** Which device would run and why, without loading a model. */
  device(): Promise<DeviceDescription>;
  /** Costs nothing: what a model needs is loaded by its first prediction. */
  predictorOf(model: ModelAtUrl): Predictor;
  /** Loads that before. */
  makeReady(model: ModelAtUrl): Promise<void>;
}

/** A package whose model.json could be read, and the model in its place. */
interface PlacedModel {
  readonly model: ModelAtUrl;
  readonly predictor: Predictor;
}

/** The packages that a site configured, run in one place. */
export class BrowserModelHost implements ModelHost {
  private readonly models = new Map<string, PlacedModel>();

  constructor(
    private readonly modelUrls: readonly string[],
    private readonly place: NetworkPlace,
    private readonly signatures: Signatures,
  ) {}

  list(): Promise<readonly ListedModel[]> {
    return Promise.all(this.modelUrls.map((url) => this.read(url)));
  }

  async card(modelId: string): Promise<string> {
    const { url, manifest } = (await this.find(modelId)).model;
    const { card } = manifest;
    // Packages of earlier versions name a card that their digest does not cover.
    if (typeof card === 'string') return (await fetchFile(new URL(card, url).href)).text();
    return new TextDecoder().decode(await fetchPackageFile(url, card));
  }

  device(): Promise<DeviceDescription> {
    return this.place.device();
  }

  async predict(
    modelId: string,
    request: PredictionRequest,
    options: Parameters<ModelHost['predict']>[2],
  ): Promise<PredictionResult> {
    const { predictor } = await this.find(modelId);
    return predictor.predict(request, options);
  }

  async makeReady(modelId: string): Promise<void> {
    await this.place.makeReady((await this.find(modelId)).model);
  }

  private async read(url: string): Promise<ListedModel> {
    try {
      const model = await readModelPackage(url, this.signatures);
      this.models.set(model.manifest.id, { model, predictor: this.place.predictorOf(model) });
      return { url, model };
    } catch (error) {
      if (error instanceof MutationPredictionError) return { url, error };
      throw error;
    }
  }

  private async find(modelId: string): Promise<PlacedModel> {
    if (!this.models.has(modelId)) await this.list();
    const placed = this.models.get(modelId);
    if (placed) return placed;
    throw new MutationPredictionError('model-unavailable.no-package-read', { model: modelId });
  }
}
