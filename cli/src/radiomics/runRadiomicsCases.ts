import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  featureNamesOf,
  MutationPredictionError,
  PRODUCT,
  toPlainError,
  type PlainError,
} from '@mutation-prediction/core';
import { requireWritable, writeOutput } from '@mutation-prediction/server-adapter/case';
import { digestOf, Journal } from '@mutation-prediction/server-adapter/cohort';
import { caseParser, fileScanner } from '@mutation-prediction/server-adapter/parsing';
import {
  caseContent,
  extractCases,
  findCases,
  outcomeCells,
  tableHead,
  tableRow,
  type CaseFiles,
  type CaseOutcome,
  type CasePlaces,
  type CaseRequest,
  type RefusedCase,
} from '@mutation-prediction/server-adapter/radiomics-cases';
import { CohortProgress } from '../terminal/cohortProgress.js';
import { IncompleteError, type CaseFailure } from '../terminal/incompleteError.js';
import { untilInterrupted } from '../terminal/interrupt.js';
import type { RadiomicsArguments } from './radiomicsArguments.js';
import { radiomicsRequest } from './radiomicsRequest.js';
import { say } from '../terminal/terminal.js';

/** A row of the table behind its places, as the journal keeps it. */
interface RowEntry {
  readonly cells: readonly string[];
  readonly ctNotice?: string;
}

/** Another number where the entries change. */
const JOURNAL = 'radiomics 1';

interface WaitingCase {
  readonly index: number;
  readonly files: CaseFiles;
  readonly key: string;
}

/**
 * Takes the features of every case in a folder and writes them as one table. What an earlier run of the
 * same table has done is kept.
 *
 * @throws IncompleteError at the end when cases failed; MutationPredictionError `cancelled` after writing
 *   what was done
 */
export async function runRadiomicsCases(
  folder: string,
  options: RadiomicsArguments,
): Promise<void> {
  const request = await radiomicsRequest(options);
  const names = featureNamesOf(request.parameters);
  const cases = await findCases(folder);
  const csv = options.csv!;
  await requireWritable([csv], {
    inputs: [folder, ...(options.params ? [options.params] : [])],
    // What an earlier run of this table has begun is this one's to finish.
    force: options.force ?? existsSync(`${csv}.journal`),
  });
  const journal = await Journal.open<RowEntry>(`${csv}.journal`, JOURNAL);
  const progress = new CohortProgress(process.stderr, cases.length, options.progress);
  const rows = new Map<number, string>();
  const failures: CaseFailure[] = [];

  function record(index: number, { cells, ctNotice }: RowEntry, isKept: boolean): void {
    const { id } = cases[index]!;
    rows.set(index, tableRow(placesOf(cases[index]!, folder), cells));
    progress.tell({ id, isKept, notice: ctNotice });
  }

  function refuse(index: number, error: PlainError): void {
    const { id } = cases[index]!;
    rows.set(index, tableRow(placesOf(cases[index]!, folder), outcomeCells({ error }, names)));
    failures.push({ id, error });
    progress.tell({ id, failure: error });
  }

  async function finish({ index, key }: WaitingCase, outcome: CaseOutcome): Promise<void> {
    if ('error' in outcome) return refuse(index, outcome.error);
    const { ctNotice } = outcome;
    const entry = { cells: outcomeCells(outcome, names), ...(ctNotice && { ctNotice }) };
    await journal.commit(key, entry);
    record(index, entry, false);
  }

  try {
    await untilInterrupted(async (signal) => {
      const waiting: WaitingCase[] = [];
      for (const found of await keysOf(cases, request)) {
        if ('error' in found) refuse(found.index, found.error);
        else {
          const kept = journal.get(found.key);
          if (kept) record(found.index, kept, true);
          else waiting.push(found);
        }
      }
      await extractCases(
        waiting.map(({ files }) => files),
        request,
        {
          workers: options.workers ?? availableParallelism(),
          parse: caseParser(),
          signal,
          onCase: (n, outcome) => finish(waiting[n]!, outcome),
        },
      );
    });
  } finally {
    progress.end();
    await journal.close();
    const inOrder = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
    await writeOutput(csv, [tableHead(names), ...inOrder].join(''));
    say(`${rows.size} of ${cases.length} cases are in ${csv}.\n`);
  }
  if (failures.length > 0) throw new IncompleteError(failures, cases.length);
}

/** What each case's features depend on, or why it has none. */
async function keysOf(
  cases: readonly (CaseFiles | RefusedCase)[],
  request: CaseRequest,
): Promise<(WaitingCase | { readonly index: number; readonly error: PlainError })[]> {
  const scanner = fileScanner();
  try {
    const found = [];
    for (const [index, files] of cases.entries()) {
      if ('error' in files) {
        found.push({ index, error: toPlainError(files.error, unreadable) });
        continue;
      }
      try {
        const content = await caseContent(files, (some) => scanner.scan(some));
        const asked = JSON.stringify(request);
        found.push({ index, files, key: digestOf([JOURNAL, PRODUCT.version, content, asked]) });
      } catch (error) {
        found.push({ index, error: toPlainError(error, unreadable) });
      }
    }
    return found;
  } finally {
    scanner.close();
  }
}

const unreadable = (problem: string) =>
  new MutationPredictionError('no-ct.case-problem', { problem });

/** Relative to the folder, so that the table is the same wherever the cases lie. */
function placesOf(found: CaseFiles | RefusedCase, folder: string): CasePlaces {
  const place = (file: string) => path.relative(folder, file).split(path.sep).join('/');
  if ('error' in found) return { id: found.id, image: '', mask: '' };
  const { id, image, mask } = found;
  return { id, image: place(image), mask: place(mask) };
}
