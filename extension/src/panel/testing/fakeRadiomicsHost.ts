import type { RadiomicsInput, RadiomicsOptions, RadiomicsResult } from '@mutation-prediction/core';
import { extractRadiomics, MutationPredictionError } from '@mutation-prediction/core';
import type { RadiomicsHost } from '../../contract.js';

/** The engine itself on this thread; with `holds` it waits to be told to go on. */
export class FakeRadiomicsHost implements RadiomicsHost {
  holds = false;
  readonly inputs: RadiomicsInput[] = [];
  progress: NonNullable<RadiomicsOptions['onProgress']> = () => undefined;
  finish: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  extract(
    input: RadiomicsInput,
    { signal, onProgress }: RadiomicsOptions,
  ): Promise<RadiomicsResult> {
    this.inputs.push(input);
    this.progress = onProgress ?? this.progress;
    return new Promise((resolve, reject) => {
      this.fail = reject;
      this.finish = () => resolve(extractRadiomics(input.image, input.mask, input.parameters));
      signal?.addEventListener('abort', () =>
        reject(new MutationPredictionError('cancelled', 'The run was cancelled.')),
      );
      if (!this.holds) this.finish();
    });
  }
}
