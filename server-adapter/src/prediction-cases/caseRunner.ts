import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodePart10, toPlainError, type Predictor } from '@mutation-prediction/core';
import { sameThreadRunner, type CaseRunner } from '../cohort/casePool.js';
import type { ModelServer } from '../inference/modelServer.js';
import { openPredictor } from '../inference/openPredictor.js';
import { DicomWebClient, retrieveCase, type DicomWebService } from '../pacs/index.js';
import { imagesParser } from '../parsing/parse.js';
import { fileScanner } from '../parsing/scan.js';
import { withPassingFolder } from '../processes/passingFolder.js';
import { predictCase, type CaseOutcome, type CaseTask, type ModelOutcome } from './predictCase.js';
import { unforeseen } from './unforeseen.js';

/** Plain data, so that it can be sent to workers. */
export interface RunnerOptions {
  /** Folder of the model packages. */
  readonly models: string;
  /** Where the networks run; here unless given. */
  readonly server?: ModelServer;
  /** Processors that one network may use. */
  readonly threads: number;
}

/** Predicts one case after the other on this thread; files are read in a process of their own. */
export function caseRunner(options: RunnerOptions): CaseRunner<CaseTask, CaseOutcome> {
  const { models, server, threads } = options;
  const parser = imagesParser();
  const scanner = fileScanner();
  const open = new Map<string, Promise<Predictor>>();
  const openModel = (id: string) => {
    const choice = { id, models, ...(server && { server }) };
    const opening = open.get(id) ?? openPredictor(choice, { threads });
    open.set(id, opening);
    return opening;
  };

  /** With a folder for what is retrieved and for reports that are stored only; gone afterwards. */
  async function run(task: CaseTask): Promise<CaseOutcome> {
    const { archive } = task;
    try {
      return await withPassingFolder(async (folder) => {
        const here = await atHand(task, folder);
        const withReports = archive ? reportsIn(here, folder) : here;
        const outcome = await predictCase(withReports, parser, openModel);
        return archive && 'models' in outcome
          ? await storeReports(outcome.models, archive, folder)
          : outcome;
      });
    } catch (error) {
      return { error: toPlainError(error, unforeseen) };
    }
  }

  async function atHand(task: CaseTask, folder: string): Promise<CaseTask> {
    const { cohortCase, pacs } = task;
    if (!cohortCase.pacs || !pacs) return task;
    const client = new DicomWebClient(pacs);
    const scan = scanner.scan;
    const files = await retrieveCase(client, cohortCase.pacs, path.join(folder, 'dicom'), scan);
    return { ...task, cohortCase: { ...cohortCase, ...files } };
  }

  const runner = sameThreadRunner(run);
  return {
    run: (task) => runner.run(task),
    end: () => {
      parser.close();
      scanner.close();
      for (const predictor of open.values()) {
        void predictor.then((one) => one.release()).catch(() => undefined);
      }
    },
  };
}

export function reportsIn(task: CaseTask, folder: string): CaseTask {
  return {
    ...task,
    models: task.models.map((model) => ({
      report: path.join(folder, 'reports', `${model.id}.dcm`),
      ...model,
    })),
  };
}

/**
 * Sends what was written to the archive, where it is not there yet: a run that was killed between storing
 * and committing stores nothing twice. Files in `folder` are not kept.
 */
export async function storeReports(
  models: readonly ModelOutcome[],
  archive: DicomWebService,
  folder: string,
): Promise<CaseOutcome> {
  const client = new DicomWebClient(archive);
  const stored = await Promise.all(
    models.map(async (model): Promise<ModelOutcome> => {
      const { written } = model;
      if (written.length === 0) return model;
      // Where the report is not kept, nothing is that goes with it; maps are what explains the result, too.
      const kept = written.at(-1)!.startsWith(folder + path.sep) ? [] : written;
      try {
        const missing = await missingIn(client, written);
        if (missing.length > 0) await client.store(missing);
        return { ...model, written: kept, isStored: true };
      } catch (error) {
        return { ...model, written: kept, reportError: toPlainError(error, unforeseen) };
      }
    }),
  );
  return { models: stored };
}

/** The files whose objects the archive does not have. */
async function missingIn(client: DicomWebClient, written: readonly string[]): Promise<Buffer[]> {
  const files = await Promise.all(written.map((file) => readFile(file)));
  const areThere = await Promise.all(
    files.map(async (file) => {
      const { StudyInstanceUID, SOPInstanceUID } = await decodePart10(file);
      return client.has(String(StudyInstanceUID), String(SOPInstanceUID));
    }),
  );
  return files.filter((_, n) => !areThere[n]);
}
