import {
  MutationPredictionError,
  networkSize,
  throwIfCancelled,
  type Device,
  type ExtractedFeatures,
  type FeatureInput,
  type PredictionRequest,
  type Predictor,
} from '@mutation-prediction/core';
import type { Platform } from '../inference/device.js';
import type { ModelAtUrl } from '../inference/model-files/modelPackage.js';
import { radiomicsInputOf, requestOf, type BenchSubject } from './benchSubject.js';
import { durations, tenths, type BenchRow } from './result.js';
import { say } from './words.js';

/** What computes, and how long things take. */
export interface BenchPlaces {
  /** A model that runs on this backend alone, with nothing of it loaded yet. */
  predictorOn(backend: 'webgpu' | 'wasm', model: ModelAtUrl): Predictor;
  extract(input: FeatureInput, signal: AbortSignal): Promise<ExtractedFeatures>;
  /** What everything is measured on. */
  readonly subject: () => BenchSubject;
  /** Milliseconds since some moment. */
  readonly now: () => number;
}

export interface BenchRequest {
  readonly models: readonly ModelAtUrl[];
  readonly platform: Platform;
  /** Each is timed so often, after a first run. */
  readonly runs: number;
}

/** What is being measured now, in words. */
export interface BenchListener {
  onStep(words: string): void;
  onRow(row: BenchRow): void;
}

/**
 * Measures one after the other, so that nothing competes: for each model the preparation, and the prediction on each
 * backend; features last. What fails is a row of its own.
 *
 * @throws MutationPredictionError `cancelled`; rows that were told stay true
 */
export async function runDeviceBench(
  { models, platform, runs }: BenchRequest,
  places: BenchPlaces,
  { onStep, onRow }: BenchListener,
  signal: AbortSignal,
): Promise<void> {
  const { now } = places;
  onStep(say('step.subject'));
  await nextFrame();
  const subject = places.subject();

  /** The first run alone, then the rest. */
  async function measured(work: () => Promise<unknown>) {
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      throwIfCancelled(signal);
      const started = now();
      await work();
      times.push(now() - started);
    }
    const [firstMs = 0, ...warm] = times;
    return { firstMs: tenths(firstMs), warm: durations(warm) };
  }

  async function row(what: Pick<BenchRow, 'task' | 'backend'>, measure: () => Promise<Measured>) {
    onStep(say('step.measuring', { task: taskWords(what) }));
    await nextFrame();
    try {
      onRow({ ...what, measured: await measure() });
    } catch (error) {
      if (!(error instanceof MutationPredictionError) || error.code === 'cancelled') throw error;
      onRow({ ...what, notMeasured: error.message });
    }
  }

  for (const model of models) {
    const { id } = model.manifest;
    await row({ task: { kind: 'preparation', model: id }, backend: 'processor' }, () =>
      measured(() => requestOf(subject, model.manifest, signal)),
    );
    const task = predictionOf(model);
    for (const backend of ['wasm', 'webgpu'] as const) {
      const obstacle = backend === 'webgpu' ? obstacleTo(platform) : undefined;
      if (obstacle !== undefined) onRow({ task, backend, notMeasured: obstacle });
      else await row({ task, backend }, () => prediction(model, backend, subject));
    }
  }
  await row({ task: { kind: 'radiomics' }, backend: 'processor' }, () =>
    // Voxels are handed over to the worker that plans: each run has its own.
    measured(async () => places.extract(await radiomicsInputOf(subject), signal)),
  );

  async function prediction(
    model: ModelAtUrl,
    backend: 'webgpu' | 'wasm',
    of: BenchSubject,
  ): Promise<Measured> {
    const predictor = places.predictorOn(backend, model);
    try {
      let device: Device | undefined;
      const request: PredictionRequest = await requestOf(of, model.manifest, signal);
      const times = await measured(async () => {
        const result = await predictor.predict(request, { signal });
        device = result.prediction.device;
      });
      return { ...times, ...(device && deviceOf(device)) };
    } finally {
      await predictor.release();
    }
  }
}

type Measured = NonNullable<BenchRow['measured']>;

function deviceOf({ name, threads }: Device): Pick<Measured, 'device' | 'threads'> {
  return { device: name, ...(threads !== undefined && { threads }) };
}

function predictionOf({ manifest, digest }: ModelAtUrl): BenchRow['task'] {
  const bytes = networkSize(manifest.graph);
  return { kind: 'prediction', model: manifest.id, digest, bytes };
}

/** Emulated, a network takes a hundred times as long, and says nothing of any device. */
function obstacleTo({ adapter }: Platform): string | undefined {
  if (!adapter) return say('obstacle.noAdapter');
  return adapter.emulated ? say('obstacle.emulated', { adapter: adapter.name }) : undefined;
}

/** A row's first column. */
export function taskWords({ task, backend }: Pick<BenchRow, 'task' | 'backend'>): string {
  switch (task.kind) {
    case 'preparation':
      return say('task.preparation', { model: task.model });
    case 'prediction':
      return say('task.prediction', {
        model: task.model,
        backend: backend === 'webgpu' ? 'WebGPU' : 'WASM',
      });
    case 'radiomics':
      return say('task.radiomics');
  }
}

/** What was said is drawn before the page is busy. */
const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 50));
