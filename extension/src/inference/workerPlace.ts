import type {
  Device,
  MutationPredictionError,
  OnProgress,
  PredictionRequest,
  Predictor,
  PredictorOptions,
  Progress,
} from '@mutation-prediction/core';
import type { PredictionResult } from '../contract.js';
import { hasRun, untilAborted } from '@mutation-prediction/core';
import type { Settings } from '../settings.js';
import type { DeviceDescription, DevicePolicy } from './device.js';
import type { Answers, WorkerRequest } from './messages.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import type { NetworkPlace } from './modelHost.js';
import { WebGpuFailure } from './webGpuFailure.js';
import { WorkerClient } from './workerClient.js';

/** A model that is loaded before anybody asked for a prediction, until it is ready. */
interface Preparation {
  readonly digest: string;
  readonly ready: Promise<unknown>;
  /** How far it is, and who waits for it. */
  progress?: Progress;
  onProgress?: OnProgress | undefined;
}

/**
 * Networks run in a worker of this browser. Making one costs nothing: the worker starts with the first
 * question about the device, the runtime and the model are loaded by the first prediction.
 */
export class WorkerPlace implements NetworkPlace {
  private readonly client: WorkerClient<WorkerRequest, Answers>;
  private ruledOut: Omit<DevicePolicy, 'preference'> = {};
  private lastDevice: Device | undefined;
  private preparation: Preparation | undefined;

  constructor(private readonly settings: Pick<Settings, 'assetsUrl' | 'device'>) {
    this.client = new WorkerClient(new URL('inference.worker.js', settings.assetsUrl).href);
  }

  async device(): Promise<DeviceDescription> {
    // A prediction knows more than a probe: the model may have run faster elsewhere, or failed.
    return this.lastDevice ?? this.client.ask({ kind: 'describe', policy: this.policy() });
  }

  async makeReady(model: ModelAtUrl): Promise<void> {
    const onProgress: OnProgress = (progress) => {
      preparation.progress = progress;
      preparation.onProgress?.(progress);
    };
    const ready = this.withoutWebGpuIfItFails(() =>
      this.client.ask({ kind: 'ready', policy: this.policy(), model }, { onProgress }),
    );
    const preparation: Preparation = { digest: model.digest, ready };
    this.preparation = preparation;
    await ready.finally(() => (this.preparation = undefined));
  }

  predictorOf(model: ModelAtUrl): Predictor {
    let device: Device | undefined;
    return {
      manifest: model.manifest,
      digest: model.digest,
      get device() {
        return device;
      },
      predict: async (request, options) => {
        const result = await this.predict(model, request, options);
        device = ranOn(result) ?? device;
        return result;
      },
      // The runtime never gives memory back. Another model's network is compiled anew by its next run.
      release: () => this.client.end(),
    };
  }

  private async predict(
    model: ModelAtUrl,
    request: PredictionRequest,
    options: PredictorOptions = {},
  ): Promise<PredictionResult> {
    const { onProgress, signal, contributions = false } = options;
    const { preparation } = this;
    if (preparation?.digest === model.digest) {
      preparation.onProgress = onProgress;
      if (preparation.progress) onProgress?.(preparation.progress);
      // A file that could not be had is told at once: asked for again, it would be waited for as long once more. Where
      // the worker failed, the prediction starts a fresh one.
      await untilAborted(preparation.ready, signal).catch((error: MutationPredictionError) => {
        if (error.code !== 'inference-failed') throw error;
      });
    }
    const result = await this.withoutWebGpuIfItFails(() =>
      this.client.ask(
        { kind: 'predict', policy: this.policy(), model, request, contributions },
        options,
      ),
    );
    this.lastDevice = ranOn(result) ?? this.lastDevice;
    return result;
  }

  /** Asks once more under the policy as it is then: without fp16, then without WebGPU. */
  private async withoutWebGpuIfItFails<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WebGpuFailure)) throw error;
      if (error.inHalf && !this.ruledOut.halfRuledOut) {
        this.ruledOut = { ...this.ruledOut, halfRuledOut: true };
        return this.withoutWebGpuIfItFails(ask);
      }
      const webGpuRuledOut = { why: 'failed', values: { problem: error.message } } as const;
      this.ruledOut = { ...this.ruledOut, webGpuRuledOut };
      return ask();
    }
  }

  private policy(): DevicePolicy {
    return { preference: this.settings.device, ...this.ruledOut };
  }
}

/** Where the network ran; not at all where a check withholds what it would say. */
function ranOn({ prediction: { device } }: PredictionResult): Device | undefined {
  return hasRun(device) ? device : undefined;
}
