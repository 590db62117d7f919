import {
  type ClinicalInputs,
  PRODUCT,
  toPlainError,
  type LoadedManifest,
  type PlainError,
} from '@mutation-prediction/core';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCases, threadRunner, type CaseRunner, type CaseRunners } from '../cohort/casePool.js';
import type { Cohort, CohortCase } from '../cohort/cohortCase.js';
import { digestOf } from '../cohort/contentDigest.js';
import type { Journal } from '../cohort/journal.js';
import type { ModelServer } from '../inference/modelServer.js';
import type { DicomWebService } from '../pacs/index.js';
import type { CasePlaces } from './caseFiles.js';
import { caseRunner, type RunnerOptions } from './caseRunner.js';
import type {
  CaseModel,
  CaseOutcome,
  CaseTask,
  LesionsChoice,
  ModelOutcome,
} from './predictCase.js';
import { unforeseen } from './unforeseen.js';

/** What a journal of predictions holds; another number where its entries change. */
export const PREDICTION_JOURNAL = 'predict 2';

/** What is asked of every case of a cohort. */
export interface CohortRequest {
  readonly models: readonly LoadedManifest[];
  /** Folder of the model packages. */
  readonly modelsFolder: string;
  /** Where the networks run; here unless given. */
  readonly server?: ModelServer;
  readonly lesions: LesionsChoice;
  /** Figures also where a check withholds them. */
  readonly showWithheld?: true;
  /** What is known of a case's patient beside what the CT says. */
  readonly clinicalOf: (one: CohortCase) => ClinicalInputs;
  /** Folder of the reports; none are written where absent. */
  readonly reports?: string;
  /** Folder of pictures and maps of where the network looked; none are written where absent. */
  readonly explanations?: string;
  /** Folder of the PDFs to print; none are written where absent. */
  readonly pages?: string;
  /** Where the cases are retrieved from that are not files. */
  readonly pacs?: DicomWebService;
  /** Archive that the reports are stored in. */
  readonly archive?: DicomWebService;
}

/** What became of a case. */
export interface CaseResult {
  readonly id: string;
  readonly cohortCase?: CohortCase;
  /** Under each model, in the order of the request; those that are absent failed with `error`. */
  readonly outcomes: readonly ModelOutcome[];
  readonly error?: PlainError;
  /** Nothing had to be done: an earlier run had done it. */
  readonly isKept: boolean;
}

/** Runs the cases that are waiting, wherever. */
export type PredictionRunners = CaseRunners<CaseTask, CaseOutcome>;

export interface PredictCasesOptions {
  readonly runners: PredictionRunners;
  readonly journal: Journal<ModelOutcome>;
  readonly signal?: AbortSignal;
  readonly onCase: (result: CaseResult) => void;
}

/**
 * Predicts every case of a cohort under every model, each case read once. What the journal holds is not
 * done again; what is done is committed to it before the case counts as done.
 *
 * @returns the results in the order of the cohort, the refused cases in their places
 * @throws MutationPredictionError `cancelled`, `store-refused`; what is committed stays
 */
export async function predictCases(
  cohort: Cohort,
  request: CohortRequest,
  { runners, journal, signal, onCase }: PredictCasesOptions,
): Promise<void> {
  for (const { id, error } of cohort.refused) onCase({ id, outcomes: [], error, isKept: false });

  const waiting: { readonly one: CohortCase; readonly task: CaseTask }[] = [];
  for (const one of cohort.cases) {
    const task = taskOf(one, request, journal);
    if (task.models.length > 0) waiting.push({ one, task });
    else onCase({ ...resultOf(one, request, journal), isKept: true });
  }

  await runCases(
    waiting.map(({ task }) => task),
    runners,
    {
      ...(signal && { signal }),
      onCase: async (index, outcome) => {
        const { one, task } = waiting[index]!;
        const fresh = 'models' in outcome ? outcome.models : [];
        for (const model of fresh) {
          if (isLasting(model))
            await keep(model, keyOf(one, model.modelId, request), task, journal);
        }
        const error = 'error' in outcome ? outcome.error : undefined;
        onCase({
          ...resultOf(one, request, journal, fresh),
          ...(error && { error }),
          isKept: false,
        });
      },
    },
  );
}

/**
 * Runners on this machine: on this thread, or each on a thread of its own.
 *
 * @param workers cases at a time
 * @param processors of the machine, shared by the workers
 */
export function localRunners(
  { modelsFolder, server }: Pick<CohortRequest, 'modelsFolder' | 'server'>,
  workers: number,
  processors: number,
): PredictionRunners {
  const options: RunnerOptions = {
    models: modelsFolder,
    ...(server && { server }),
    // By the number asked for, not by what is left to do: threads change a network's last digits.
    threads: Math.max(1, Math.floor(processors / workers)),
  };
  return {
    count: workers,
    start: () => (workers === 1 ? caseRunner(options) : threadedRunner(options)),
  };
}

/** Predicts one case after the other on a thread of its own. */
export function threadedRunner(options: RunnerOptions): CaseRunner<CaseTask, CaseOutcome> {
  return threadRunner<CaseTask, CaseOutcome>(WORKER, options, (reason) => ({
    error: toPlainError(unforeseen(reason), unforeseen),
  }));
}

/** The built one, so that it is found from the sources too. */
const WORKER = new URL('../../dist/prediction-cases/predictionWorker.js', import.meta.url);

function taskOf(one: CohortCase, request: CohortRequest, journal: Journal<ModelOutcome>): CaseTask {
  const models = request.models.flatMap(({ manifest: { id }, digest }): CaseModel[] => {
    const key = keyOf(one, id, request);
    const done = journal.get(key);
    const places = placesOf(one, id, request);
    const isDone = done && hasItsFiles(done, places) && (!request.archive || isStored(done));
    return isDone ? [] : [{ id, digest, key, ...places }];
  });
  const { lesions, pacs, archive, showWithheld } = request;
  return {
    cohortCase: one,
    models,
    lesions,
    clinical: request.clinicalOf(one),
    ...(showWithheld && { showWithheld: true }),
    ...(pacs && { pacs }),
    ...(archive && { archive }),
  };
}

/** An earlier run may have made the same result without a file that is wanted now. */
async function keep(
  model: ModelOutcome,
  key: string,
  { models }: CaseTask,
  journal: Journal<ModelOutcome>,
): Promise<void> {
  const places = models.find(({ id }) => id === model.modelId)!;
  const done = journal.get(key);
  if (done && !hasItsFiles(done, places)) await journal.replace(key, model);
  else await journal.commit(key, model);
}

/** Of what has no prediction nothing is written, and nothing is missing. */
function hasItsFiles(done: ModelOutcome, { report, explain, pdf }: CasePlaces): boolean {
  if (!done.lesions.some((lesion) => 'prediction' in lesion)) return true;
  return (
    (report === undefined || hasItsReport(done)) &&
    (explain === undefined || areThere(done.explained)) &&
    (pdf === undefined || areThere(done.printed === undefined ? undefined : [done.printed]))
  );
}

/** Of NIfTI no report can be written, and none is missing. */
function hasItsReport({ written, reportError }: ModelOutcome): boolean {
  if (reportError) return reportError.code === 'no-dicom-identity';
  return written.length > 0 && areThere(written);
}

const areThere = (files: readonly string[] | undefined) => files?.every(existsSync) ?? false;

/** Of NIfTI, and where nothing was predicted, there is nothing to store. */
function isStored({ isStored, reportError, lesions }: ModelOutcome): boolean {
  if (isStored || reportError?.code === 'no-dicom-identity') return true;
  return !lesions.some((lesion) => 'prediction' in lesion);
}

function keyOf(one: CohortCase, modelId: string, request: CohortRequest): string {
  const { digest } = request.models.find(({ manifest }) => manifest.id === modelId)!;
  return resultKey(one, digest, {
    lesions: request.lesions,
    clinical: request.clinicalOf(one),
    ...(request.showWithheld && { showWithheld: true }),
    ...(request.server && { server: request.server }),
  });
}

/**
 * What a result depends on: the same key, the same result.
 *
 * @param digest of the model package
 */
export function resultKey(
  one: CohortCase,
  digest: string,
  {
    lesions,
    clinical,
    showWithheld,
    server,
  }: Pick<CaseTask, 'lesions' | 'clinical' | 'showWithheld'> & Pick<CohortRequest, 'server'>,
): string {
  const { content, series = '', segment = '', component = '' } = one;
  return digestOf([
    PREDICTION_JOURNAL,
    PRODUCT.version,
    content,
    JSON.stringify([series, segment, component]),
    JSON.stringify(sorted(lesions)),
    showWithheld ? 'show-withheld' : '',
    digest,
    JSON.stringify(sorted(clinical)),
    // Another runtime may change a network's last digits.
    ...(server ? [server.url] : []),
  ]);
}

const sorted = (values: object) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

/** Failures of the moment, which another run may not meet. */
const PASSING: ReadonlySet<string> = new Set([
  'cancelled',
  'inference-failed',
  'model-changed',
  'parsing-stopped',
  'queue-unavailable',
  'server-busy',
  'server-refused',
  'server-unreachable',
  'store-refused',
  'worker-failed',
]);

/** Of an archive or a store that others change. */
const PASSING_REASONS: ReadonlySet<string> = new Set([
  'no-ct.archive-answered',
  'no-ct.archive-cut-off',
  'no-ct.archive-unreachable',
  'no-ct.not-in-source',
]);

/** Whether another run may not meet it. */
export const isPassing = ({ code, reason }: PlainError) =>
  PASSING.has(code) || PASSING_REASONS.has(reason);

/** Why another run may come to something else; undefined where it would come to the same. */
export function passingErrorOf({ lesions, reportError }: ModelOutcome): PlainError | undefined {
  const errors = lesions.flatMap((lesion) => ('error' in lesion ? [lesion.error] : []));
  return [...errors, ...(reportError ? [reportError] : [])].find(isPassing);
}

const isLasting = (model: ModelOutcome) =>
  model.lesions.length > 0 && passingErrorOf(model) === undefined;

function resultOf(
  one: CohortCase,
  request: CohortRequest,
  journal: Journal<ModelOutcome>,
  fresh: readonly ModelOutcome[] = [],
): Pick<CaseResult, 'id' | 'cohortCase' | 'outcomes'> {
  const outcomes = request.models.flatMap(({ manifest: { id } }) => {
    const outcome =
      fresh.find(({ modelId }) => modelId === id) ?? journal.get(keyOf(one, id, request));
    return outcome ? [outcome] : [];
  });
  return { id: one.id, cohortCase: one, outcomes };
}

/** Where the files of a case under a model go. */
export function placesOf(
  { id }: Pick<CohortCase, 'id'>,
  modelId: string,
  { reports, explanations, pages }: Pick<CohortRequest, 'reports' | 'explanations' | 'pages'>,
): CasePlaces {
  const name = `${placeOf(id)}.${modelId}`;
  return {
    ...(reports !== undefined && { report: path.join(reports, `${name}.dcm`) }),
    ...(explanations !== undefined && { explain: path.join(explanations, name) }),
    ...(pages !== undefined && { pdf: path.join(pages, `${name}.pdf`) }),
  };
}

/** As the segmentation lay below the cohort's folder; a manifest's names lead nowhere else. */
function placeOf(caseId: string): string {
  return caseId
    .replace(/\.dcm$/i, '')
    .split('/')
    .map((part) => part.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').replace(/^\.+$/, '_') || '_')
    .join('/');
}
