import type { ExtractedFeatures, FeatureInput, RadiomicsOptions } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../contract.js';

/** Radiomic features, computed in this browser on its cores but without holding up the page. */
export class BrowserRadiomics implements RadiomicsHost {
  /** @param workerUrl of the worker's script, on the page's origin */
  constructor(private readonly workerUrl: string) {}

  /**
   * @throws what `extractFeatures` throws; `cancelled` at once when the signal aborts;
   *   `worker-failed` where a worker cannot be started or dies
   */
  async extract(input: FeatureInput, options: RadiomicsOptions): Promise<ExtractedFeatures> {
    const { extractInBrowser } = await this.pool();
    return extractInBrowser(this.workerUrl, input, options);
  }

  async makeReady(): Promise<void> {
    const { makePoolReady } = await this.pool();
    await makePoolReady(this.workerUrl);
  }

  private pool() {
    return import(/* webpackChunkName: 'features' */ './browserPool.js');
  }
}
