import { MutationPredictionError } from '../../errors.js';
import type { PlainError } from '../../plainError.js';
import { fromPlainError, toPlainError } from '../../plainError.js';
import { Arena } from './arena.js';
import type { ExtractedFeature } from '../extractedFeatures.js';
import type { FeatureInput, FeaturePlan } from './featureJobs.js';
import { planFeatures, runFeatureJob } from './featureJobs.js';

/**
 * What a radiomics worker is asked. It serves one request at a time, so replies need no address; a
 * plan is sent once and kept for the jobs that follow.
 */
export type RadiomicsRequest =
  | { readonly kind: 'plan'; readonly input: FeatureInput }
  | { readonly kind: 'open'; readonly plan: FeaturePlan }
  /** `job` is its place among the plan's jobs. */
  | { readonly kind: 'run'; readonly job: number };

export type RadiomicsReply =
  | { readonly kind: 'planned'; readonly plan: FeaturePlan }
  | { readonly kind: 'features'; readonly features: readonly ExtractedFeature[] }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** The worker's side: answers a request; `open` needs no answer. */
export function createRadiomicsService(): (
  request: RadiomicsRequest,
) => RadiomicsReply | undefined {
  let opened: FeaturePlan | undefined;
  const arena = new Arena();
  return (request) => {
    try {
      switch (request.kind) {
        case 'plan':
          opened = planFeatures(request.input);
          return { kind: 'planned', plan: opened };
        case 'open':
          opened = request.plan;
          return undefined;
        case 'run':
          if (!opened) throw new Error('no plan was sent');
          return { kind: 'features', features: runFeatureJob(opened, request.job, arena) };
      }
    } catch (error) {
      return { kind: 'failed', error: toPlainError(error, stopped) };
    }
  };
}

/** A worker as a host can reach it: a Web Worker, a Node thread. */
export interface RadiomicsPort {
  post(request: RadiomicsRequest): void;
  /** Calls back for each reply, and once with what went wrong if the worker dies. */
  listen(onReply: (reply: RadiomicsReply) => void, onDeath: (reason: string) => void): void;
  terminate(): void;
}

/** One worker of a pool. Every method but `terminate` fails where the worker fails or dies. */
export interface RadiomicsWorker {
  /** @throws what `planFeatures` throws */
  plan(input: FeatureInput): Promise<FeaturePlan>;
  /** @throws what `runFeatureJob` throws */
  run(plan: FeaturePlan, job: number): Promise<readonly ExtractedFeature[]>;
  terminate(): void;
}

/** The host's side: a worker behind a port. */
export function radiomicsWorker(port: RadiomicsPort): RadiomicsWorker {
  let opened: FeaturePlan | undefined;
  let death: PlainError | undefined;
  let settle: { answer(reply: RadiomicsReply): void; fail(error: PlainError): void } | undefined;

  port.listen(
    (reply) => settle?.answer(reply),
    (reason) => {
      death = stopped(reason);
      settle?.fail(death);
    },
  );

  async function ask(request: RadiomicsRequest): Promise<RadiomicsReply> {
    if (death) throw fromPlainError(death);
    const reply = await new Promise<RadiomicsReply>((resolve, reject) => {
      settle = { answer: resolve, fail: (error) => reject(fromPlainError(error)) };
      port.post(request);
    });
    if (reply.kind === 'failed') throw fromPlainError(reply.error);
    return reply;
  }

  return {
    async plan(input) {
      const reply = await ask({ kind: 'plan', input });
      if (reply.kind !== 'planned') throw new Error(`A plan was answered with ${reply.kind}.`);
      opened = reply.plan;
      return reply.plan;
    },
    async run(plan, job) {
      if (opened !== plan) port.post({ kind: 'open', plan });
      opened = plan;
      const reply = await ask({ kind: 'run', job });
      if (reply.kind !== 'features') throw new Error(`A job was answered with ${reply.kind}.`);
      return reply.features;
    },
    terminate: () => port.terminate(),
  };
}

/** @param problem empty where the worker could not be loaded: browsers tell only their console */
function stopped(problem: string): PlainError {
  return problem
    ? new MutationPredictionError('worker-failed.features', { problem })
    : new MutationPredictionError('worker-failed.features-not-loaded');
}
