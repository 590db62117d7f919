import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  en,
  featureNamesOf,
  MutationPredictionError,
  wordsOf,
  type PlainError,
} from '@mutation-prediction/core';
import { caseParser } from '@mutation-prediction/server-adapter/parsing';
import {
  type CaseFiles,
  type CaseOutcome,
  type RefusedCase,
  TableFile,
  extractCases,
  findCases,
  tableHead,
  tableRow,
} from '@mutation-prediction/server-adapter/radiomics-cases';
import { ProgressLine } from './progressLine.js';
import { untilInterrupted } from './interrupt.js';
import type { RadiomicsArguments } from './radiomicsCommand.js';
import { radiomicsRequest } from './radiomicsRequest.js';

/**
 * Takes the features of every case in a folder and writes them as one table.
 *
 * @throws MutationPredictionError at the end when cases failed, with the first one's code; `cancelled`
 *   after writing what was done
 */
export async function runRadiomicsCases(
  folder: string,
  options: RadiomicsArguments,
): Promise<void> {
  const request = await radiomicsRequest(options);
  const names = featureNamesOf(request.parameters);
  const cases = await findCases(folder);
  const table = await TableFile.open(options.csv!, tableHead(names));
  const progress = new ProgressLine(process.stderr);
  const failures: PlainError[] = [];
  let done = 0;

  function record(index: number, outcome: CaseOutcome): void {
    const found = cases[index]!;
    table.set(index, tableRow({ ...placesOf(found, folder), outcome }, names));
    if ('error' in outcome) {
      failures.push(outcome.error);
      progress.show(`${found.id}: ${wordsOf(outcome.error, en).message}`);
    } else if (outcome.ctNotice) {
      progress.show(`${found.id}: ${outcome.ctNotice}`);
    }
    progress.update(`${++done} of ${cases.length} cases done`);
  }

  const readable: { readonly index: number; readonly files: CaseFiles }[] = [];
  cases.forEach((found, index) => {
    if ('error' in found) record(index, { error: found.error });
    else readable.push({ index, files: found });
  });
  try {
    await untilInterrupted((signal) =>
      extractCases(
        readable.map(({ files }) => files),
        request,
        {
          workers: options.workers ?? availableParallelism(),
          parse: caseParser(),
          signal,
          onCase: (n, outcome) => record(readable[n]!.index, outcome),
        },
      ),
    );
  } finally {
    progress.end();
    await table.close();
    process.stderr.write(`${done} of ${cases.length} cases are in ${options.csv}.\n`);
  }
  const [first] = failures;
  if (first) {
    throw new MutationPredictionError(
      'worker-failed.cases',
      { failed: failures.length, count: cases.length },
      { code: first.code },
    );
  }
}

/** Relative to the folder, so that the table is the same wherever the cases lie. */
function placesOf(found: CaseFiles | RefusedCase, folder: string) {
  const place = (file: string) => path.relative(folder, file).split(path.sep).join('/');
  if ('error' in found) return { id: found.id, image: '', mask: '' };
  const { id, image, mask } = found;
  return { id, image: place(image), mask: place(mask) };
}
