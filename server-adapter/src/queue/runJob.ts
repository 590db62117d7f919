import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MutationPredictionError,
  PRODUCT,
  toPlainError,
  type PlainError,
} from '@mutation-prediction/core';
import type { CaseRunner } from '../cohort/casePool.js';
import type {
  CaseModel,
  CaseOutcome,
  CaseTask,
  ModelOutcome,
} from '../prediction-cases/predictCase.js';
import { passingErrorOf } from '../prediction-cases/predictCases.js';
import { unforeseen } from '../prediction-cases/unforeseen.js';
import { withPassingFolder } from '../processes/passingFolder.js';
import type { CaseJob } from './caseJob.js';
import type { CaseSource } from './caseSource.js';
import type { JobOutcome, ReturnedFile } from './jobOutcome.js';

/** What a worker has to run jobs with. */
export interface JobMeans {
  readonly sources: ReadonlyMap<string, CaseSource>;
  /** SHA-256 of a package that this worker has. */
  digestOf(modelId: string): Promise<string>;
}

/** Runs one job; whatever goes wrong is a part of the answer. */
export async function runJob(
  job: CaseJob,
  { sources, digestOf }: JobMeans,
  runner: CaseRunner<CaseTask, CaseOutcome>,
): Promise<JobOutcome> {
  try {
    return await withPassingFolder(async (folder) => {
      requireVersion(job);
      await requireModels(job, digestOf);
      const source = sources.get(job.source);
      if (!source) {
        throw new MutationPredictionError('queue-unavailable.other-source', { source: job.source });
      }
      const { cohortCase, pacs } = await source.find(job);
      const task: CaseTask = {
        cohortCase,
        models: job.models.map((model) => ({
          ...model,
          ...(job.report === 'returned' && { report: path.join(folder, `${model.id}.dcm`) }),
        })),
        lesions: job.lesions,
        clinical: job.clinical,
        ...(job.showWithheld && { showWithheld: true }),
        ...(pacs && { pacs }),
        ...(pacs && job.report === 'stored' && { archive: pacs }),
      };
      const outcome = await runner.run(task);
      if ('error' in outcome) return { outcome, files: [] };
      requireSameModels(outcome.models, job);
      const files = await filesOf(outcome.models, task.models);
      return { outcome: { models: outcome.models.map((one) => ({ ...one, written: [] })) }, files };
    });
  } catch (error) {
    return { outcome: { error: toPlainError(error, unforeseen) }, files: [] };
  }
}

/** Why a case failed, or should be run again; undefined where its outcome is to be kept. */
export function failureOf({ outcome }: JobOutcome): PlainError | undefined {
  if ('error' in outcome) return outcome.error;
  return outcome.models.map(passingErrorOf).find((error) => error !== undefined);
}

function requireVersion({ version }: CaseJob): void {
  if (version === PRODUCT.version) return;
  const versions = { asked: version, here: PRODUCT.version };
  throw new MutationPredictionError('queue-unavailable.other-version', versions);
}

async function requireModels({ models }: CaseJob, digestOf: JobMeans['digestOf']): Promise<void> {
  for (const { id, digest } of models) {
    if ((await digestOf(id)) !== digest) throw otherModel(id);
  }
}

/** A package may have been replaced while a worker had it open. */
function requireSameModels(outcomes: readonly ModelOutcome[], { models }: CaseJob): void {
  for (const { modelId, lesions } of outcomes) {
    const asked = models.find(({ id }) => id === modelId)?.digest;
    const isOther = lesions.some(
      (lesion) => 'prediction' in lesion && lesion.prediction.model.digest !== asked,
    );
    if (isOther) throw otherModel(modelId);
  }
}

const otherModel = (model: string) =>
  new MutationPredictionError('queue-unavailable.other-model', { model });

async function filesOf(
  outcomes: readonly ModelOutcome[],
  asked: readonly CaseModel[],
): Promise<ReturnedFile[]> {
  const files: ReturnedFile[] = [];
  for (const { modelId, written } of outcomes) {
    const report = asked.find(({ id }) => id === modelId)?.report;
    for (const file of written) {
      files.push({
        modelId,
        kind: file === report ? 'report' : 'segmentation',
        content: (await readFile(file)).toString('base64'),
      });
    }
  }
  return files;
}
