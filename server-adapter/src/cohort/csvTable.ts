import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { MutationPredictionError } from '@mutation-prediction/core';

/** A row of a table: its cells by the names of their columns, lower case. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * Reads a CSV file (RFC 4180, UTF-8) with a line of column names. Separators are commas, or semicolons
 * as spreadsheets write in much of Europe.
 *
 * @throws MutationPredictionError `invalid-parameters` naming the file and the line
 */
export async function readCsvTable(file: string): Promise<CsvRow[]> {
  const name = path.basename(file);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new MutationPredictionError(
      'invalid-parameters.table-unreadable',
      { file: name },
      { cause },
    );
  }
  const [head = ''] = text.split('\n', 1);
  try {
    return parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: head.includes(',') ? ',' : ';',
      skip_empty_lines: true,
      trim: true,
    }) as unknown as CsvRow[];
  } catch (cause) {
    const line = (cause as { readonly lines?: number }).lines;
    throw line
      ? new MutationPredictionError(
          'invalid-parameters.table-line',
          { file: name, line },
          { cause },
        )
      : new MutationPredictionError('invalid-parameters.table-not-csv', { file: name }, { cause });
  }
}

/** A line of CSV; RFC 4180. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/** Text that spreadsheets do not run as a formula, whatever a folder or file is named. */
export const plainText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (text: string) =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
