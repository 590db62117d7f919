import type { OnProgress, Prediction, PredictionRequest } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost, PredictionResult, RunsOn } from '../../contract.js';
import {
  activationMaps,
  lesionViews,
  modelEntry,
  prediction,
  shownDespite,
  withheldPrediction,
} from './fixtures.js';

/** Of every target the same: the image speaks for it, the patient against it. */
function withContributions(prediction: Prediction): Prediction {
  const contributions = [
    { group: 'image' as const, change: 2.5, usual: 0.5 },
    { group: 'clinical' as const, change: -0.5, usual: 0 },
  ];
  const targets = prediction.targets.map((target) => ({ ...target, contributions }));
  return { ...prediction, targets };
}

type ListedPackage = Awaited<ReturnType<ModelHost['list']>>[number];

/**
 * A model whose runs end when they are told to: by themselves, or (with `holds`) by `finish`, `fail`
 * or the caller's abort signal.
 */
export class FakeModelHost implements ModelHost {
  packages: readonly ListedPackage[] = [{ url: '/models/mmdl-demo', model: modelEntry }];
  runsOn: RunsOn = { runtime: 'onnxruntime-web', backend: 'webgpu', name: 'Intel Iris Xe' };
  cardText = '# MMDL nine views\n\nDemonstration weights.';
  result: Partial<Prediction> = {};
  /** A check withholds every result. */
  withholds = false;
  /** A check withholds the results of the lesions of these names. */
  readonly withheld = new Set<string>();
  /** Why runs on lesions of these names fail. */
  readonly failures = new Map<string, Error>();
  /** Edge of the views it returns; small ones keep tests fast. */
  viewSize = 8;
  holds = false;
  /** Whether it looks at views of the lesion. */
  seesViews = true;
  /** Where the network looked. */
  tellsWhere = true;
  runs = 0;
  /** Models that were made ready before anybody asked them. */
  readonly madeReady: string[] = [];
  /** Why none can be. */
  unready: Error | undefined;
  lastSignal: AbortSignal | undefined;
  progress: OnProgress = () => undefined;
  finish: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  /** Why it cannot list its models. */
  unlisted: Error | undefined;

  async list(): Promise<readonly ListedPackage[]> {
    if (this.unlisted) throw this.unlisted;
    return this.packages;
  }

  async card(): Promise<string> {
    return this.cardText;
  }

  async device(): Promise<RunsOn> {
    return this.runsOn;
  }

  async makeReady(modelId: string): Promise<void> {
    this.madeReady.push(modelId);
    if (this.unready) throw this.unready;
  }

  predict(
    _modelId: string,
    request: PredictionRequest,
    options: Parameters<ModelHost['predict']>[2],
  ): Promise<PredictionResult> {
    this.runs++;
    this.lastSignal = options.signal;
    this.progress = options.onProgress;
    return new Promise((resolve, reject) => {
      this.fail = reject;
      const failure = this.failures.get(request.lesion.label);
      this.finish = () => {
        if (failure) return reject(failure);
        const prediction = this.#predictionOf(request);
        const { contributions = false } = options;
        resolve({
          prediction: contributions ? withContributions(prediction) : prediction,
          ...(this.seesViews && { views: lesionViews(this.viewSize) }),
          ...(this.tellsWhere && { activationMaps: [activationMaps()] }),
        });
      };
      options.signal.addEventListener('abort', () =>
        reject(new MutationPredictionError('cancelled.run')),
      );
      if (!this.holds) this.finish();
    });
  }

  /** Every run has its own UID and the clinical values it was asked with. */
  #predictionOf(request: PredictionRequest): Prediction {
    const { inputs, lesion } = prediction();
    const { label, trackingUid } = request.lesion;
    const made = {
      uid: `2.25.${this.runs}`,
      lesion: { ...lesion, label, trackingUid },
      inputs: { ...inputs, clinical: request.clinical },
      ...this.result,
    };
    if (!this.withholds && !this.withheld.has(label)) return prediction(made);
    return request.showWithheld ? shownDespite(made) : withheldPrediction(made);
  }
}
