import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  MutationPredictionError,
  type ClinicalInputs,
  type PlainError,
} from '@mutation-prediction/core';
import {
  encapsulatedFile,
  readInputFile,
  requireWritable,
  writeOutput,
} from '@mutation-prediction/server-adapter/case';
import {
  clinicalOf,
  findCohort,
  Journal,
  readCsvTable,
  type Cohort,
  type CohortCase,
} from '@mutation-prediction/server-adapter/cohort';
import { modelsDirectory, readModel } from '@mutation-prediction/server-adapter/inference';
import {
  DicomWebClient,
  findPacsCases,
  type DicomWebService,
} from '@mutation-prediction/server-adapter/pacs';
import { fileScanner } from '@mutation-prediction/server-adapter/parsing';
import {
  localRunners,
  placesOf,
  PREDICTION_JOURNAL,
  predictCases,
  predictionTable,
  type CaseResult,
  type CohortRequest,
  type ModelOutcome,
  type PredictionRunners,
} from '@mutation-prediction/server-adapter/prediction-cases';
import { openQueueRunners, openReader } from '@mutation-prediction/server-adapter/queue';
import { trustedKeysOf } from '@mutation-prediction/server-adapter/signing';
import { givenClinical } from './clinicalOptions.js';
import { CohortProgress } from '../terminal/cohortProgress.js';
import { IncompleteError, type CaseFailure } from '../terminal/incompleteError.js';
import { untilInterrupted } from '../terminal/interrupt.js';
import { queueOf } from '../queue/queueOptions.js';
import { modelServerOf } from './modelServerOptions.js';
import type { PredictCasesArguments } from './predictArguments.js';
import { ProgressLine } from '../terminal/progressLine.js';
import { say } from '../terminal/terminal.js';

/**
 * Predicts every case of a cohort, and writes the table and the reports. What an earlier run of the
 * same table has done is kept.
 *
 * @throws IncompleteError at the end when cases failed; MutationPredictionError `cancelled` after writing
 *   what was done
 */
export async function runPredictCases(
  place: string | undefined,
  options: PredictCasesArguments,
): Promise<void> {
  const models = modelsDirectory(options.models);
  const server = await modelServerOf(options);
  const trustedKeys = await trustedKeysOf(options.trustedKeys);
  const known = await Promise.all(
    options.model.map((id) => readModel({ id, models, ...(server && { server }), trustedKeys })),
  );
  const clinical = await clinicalTable(options);
  const services = await servicesOf(options);
  const cohort = await find(place, services.pacs, options.query);
  const request: CohortRequest = {
    models: known,
    modelsFolder: models,
    ...(server && { server }),
    lesions: lesionsOf(options),
    ...(options.showWithheld && { showWithheld: true }),
    clinicalOf: (one) => ({ ...one.clinical, ...clinical(one), ...givenClinical(options) }),
    ...(options.reports && { reports: path.resolve(options.reports) }),
    ...(options.explain && { explanations: path.resolve(options.explain) }),
    ...(options.pdf && { pages: path.resolve(options.pdf) }),
    ...services,
  };
  const journalFile = `${options.csv}.journal`;
  await requireWritable(outputsOf(cohort, request, options.csv), {
    inputs: [place, options.clinical].filter((input) => input !== undefined),
    // What an earlier run of this table has begun is this one's to finish.
    force: options.force ?? existsSync(journalFile),
  });
  const journal = await Journal.open<ModelOutcome>(journalFile, PREDICTION_JOURNAL);
  try {
    const results = await withRunners(request, options, (runners) =>
      predictAll(cohort, request, { journal, runners }, options),
    );
    const table = predictionTable(results, request);
    await writeOutput(options.csv, table);
    say(`${results.length} of ${sizeOf(cohort)} cases are in ${options.csv}.\n`);
    refuseUnlessWhole(results, cohort);
  } finally {
    await journal.close();
  }
}

async function find(
  place: string | undefined,
  pacs: DicomWebService | undefined,
  query = '',
): Promise<Cohort> {
  const progress = new ProgressLine(process.stderr);
  const scanner = fileScanner();
  try {
    if (place !== undefined) {
      return await findCohort(place, (files) =>
        scanner.scan(files, (done, total) =>
          progress.update(`${done} of ${total} files looked at`),
        ),
      );
    }
    const cases = await findPacsCases(new DicomWebClient(pacs!), query, (done, total) =>
      progress.update(`${done} of ${total} studies looked at`),
    );
    if (cases.length > 0) return { cases, refused: [] };
    throw new MutationPredictionError('no-segment.archive-without-segmentation', {
      url: pacs!.url,
    });
  } finally {
    scanner.close();
    progress.end();
  }
}

/** Secrets come from a file or the environment: arguments are seen by all users of a machine. */
async function servicesOf({
  dicomweb,
  stow,
  tokenFile,
}: PredictCasesArguments): Promise<Pick<CohortRequest, 'pacs' | 'archive'>> {
  const token = tokenFile
    ? new TextDecoder().decode(
        await readInputFile(tokenFile, 'invalid-parameters.token-unreadable'),
      )
    : process.env['MP_DICOMWEB_TOKEN'];
  const authorization = token?.trim() ? { authorization: `Bearer ${token.trim()}` } : {};
  const pacs = dicomweb && { url: serviceUrl(dicomweb), ...authorization };
  const archive = stow && { url: serviceUrl(stow), ...authorization };
  return { ...(pacs && { pacs }), ...(archive && { archive }) };
}

function serviceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.href;
  throw url?.username || url?.password
    ? new MutationPredictionError('invalid-parameters.service-credentials', { url: url.origin })
    : new MutationPredictionError('invalid-parameters.service-address', { url: text });
}

/** Here, or on whatever machines work on a queue. */
async function withRunners<T>(
  request: CohortRequest,
  { csv, workers = availableParallelism(), queue, source, priority }: PredictCasesArguments,
  use: (runners: PredictionRunners) => Promise<T>,
): Promise<T> {
  if (source === undefined) return use(localRunners(request, workers, availableParallelism()));
  const runners = await openQueueRunners({
    redis: await queueOf(queue),
    source,
    reader: await openReader(`${csv}.journal.key`),
    ...(priority !== undefined && { priority }),
  });
  try {
    return await use(runners);
  } finally {
    await runners.close();
  }
}

interface Means {
  readonly journal: Journal<ModelOutcome>;
  readonly runners: PredictionRunners;
}

async function predictAll(
  cohort: Cohort,
  request: CohortRequest,
  { journal, runners }: Means,
  { progress: form }: PredictCasesArguments,
): Promise<CaseResult[]> {
  const progress = new CohortProgress(process.stderr, sizeOf(cohort), form);
  const results = new Map<string, CaseResult>();
  try {
    await untilInterrupted((signal) =>
      predictCases(cohort, request, {
        runners,
        journal,
        signal,
        onCase: (result) => {
          results.set(result.id, result);
          const [failure] = failuresOf(result);
          const notice = result.outcomes.find(({ ctNotice }) => ctNotice)?.ctNotice;
          progress.tell({ id: result.id, isKept: result.isKept, failure: failure?.error, notice });
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof MutationPredictionError) || error.code !== 'cancelled') throw error;
    if (error.reason !== 'cancelled.run') say(`${error.message}\n`);
  } finally {
    progress.end();
  }
  const order = [...cohort.cases, ...cohort.refused].map(({ id }) => id);
  return order.flatMap((id) => results.get(id) ?? []);
}

function lesionsOf({
  segment,
  segmentName,
  component,
  maskThreshold,
  phase,
  acceptOtherPatient,
}: PredictCasesArguments) {
  return {
    ...(segment !== undefined && { segment }),
    ...(segmentName !== undefined && { segmentName }),
    ...(component !== undefined && { component }),
    ...(maskThreshold !== undefined && { maskThreshold }),
    ...(phase !== undefined && { phase }),
    ...(acceptOtherPatient && { acceptOtherPatient }),
  };
}

/** The rows of a table of clinical values, found by case or by patient. */
async function clinicalTable({
  clinical: file,
}: PredictCasesArguments): Promise<(one: CohortCase) => ClinicalInputs> {
  if (!file) return () => ({});
  const rows = await readCsvTable(file);
  const byCase = new Map<string, ClinicalInputs>();
  const byPatient = new Map<string, ClinicalInputs>();
  rows.forEach((row, n) => {
    const values = clinicalOf(row, path.basename(file), n + 2);
    const [id, patient] = [row['case'], row['patient_id'] ?? row['case id']];
    if (id) byCase.set(id, values);
    if (patient) byPatient.set(patient, values);
  });
  if (byCase.size + byPatient.size === 0) {
    throw new MutationPredictionError('invalid-parameters.table-no-case', { file });
  }
  return ({ id, patientId }) => byCase.get(id) ?? byPatient.get(patientId) ?? {};
}

/** An explanation's folder stands for what is in it: which segments have contours is known later. */
function outputsOf(cohort: Cohort, request: CohortRequest, csv: string): string[] {
  const files = cohort.cases.flatMap((one) =>
    request.models.flatMap(({ manifest }) => {
      const { report, explain, pdf } = placesOf(one, manifest.id, request);
      const object = report && pdf ? encapsulatedFile(report) : undefined;
      return [report, explain, pdf, object].filter((file) => file !== undefined);
    }),
  );
  return [csv, ...files];
}

const sizeOf = ({ cases, refused }: Cohort) => cases.length + refused.length;

function failuresOf({ id, error, outcomes }: CaseResult): CaseFailure[] {
  const errors: PlainError[] = error ? [error] : [];
  for (const { lesions, reportError } of outcomes) {
    for (const lesion of lesions) if ('error' in lesion) errors.push(lesion.error);
    if (reportError) errors.push(reportError);
  }
  return errors.map((one) => ({ id, error: one }));
}

function refuseUnlessWhole(results: readonly CaseResult[], cohort: Cohort): void {
  if (results.length < sizeOf(cohort)) {
    throw new MutationPredictionError('cancelled.cohort');
  }
  const failures = results.flatMap(failuresOf);
  if (failures.length > 0) throw new IncompleteError(failures, sizeOf(cohort));
}
