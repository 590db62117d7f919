import type { ExtractedFeatures, FeatureInput, RadiomicsOptions } from '@mutation-prediction/core';
import { extractFeatures, MutationPredictionError } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../../contract.js';

/** The engine itself on this thread; with `holds` it waits to be told to go on. */
export class FakeRadiomicsHost implements RadiomicsHost {
  holds = false;
  readonly inputs: FeatureInput[] = [];
  /** Times that it was made ready before anybody asked it. */
  madeReady = 0;
  progress: NonNullable<RadiomicsOptions['onProgress']> = () => undefined;
  finish: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  async makeReady(): Promise<void> {
    this.madeReady++;
  }

  extract(
    input: FeatureInput,
    { signal, onProgress }: RadiomicsOptions,
  ): Promise<ExtractedFeatures> {
    this.inputs.push(input);
    this.progress = onProgress ?? this.progress;
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.finish = () => resolve(extractFeatures(input.image, input.mask, input.parameters));
      signal?.addEventListener('abort', () => reject(new MutationPredictionError('cancelled.run')));
      if (!this.holds) this.finish();
    });
  }
}
