import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';
import { clinicalOf } from './clinicalColumns.js';
import type { CohortCase } from './cohortCase.js';
import { readCsvTable, type CsvRow } from './csvTable.js';

/** A case as a manifest names it; the places are absolute. */
export interface ManifestRow extends Pick<
  CohortCase,
  'id' | 'seg' | 'series' | 'segment' | 'component' | 'clinical'
> {
  /** Folder with DICOM files, or one file. */
  readonly ct: string;
}

/**
 * Reads a manifest: a CSV file with the columns `case`, `ct` and `seg`, and, as wanted, `series`,
 * `segment`, `component` and clinical values. Places count from the manifest's own folder.
 *
 * @throws MutationPredictionError `invalid-parameters` naming line and column
 */
export async function readManifest(file: string): Promise<ManifestRow[]> {
  const table = path.basename(file);
  const folder = path.dirname(path.resolve(file));
  const rows = await readCsvTable(file);
  const manifest = rows.map((row, n) => manifestRow(row, folder, table, n + 2));
  const seen = new Set<string>();
  for (const { id } of manifest) {
    if (seen.has(id))
      throw new MutationPredictionError('invalid-parameters.manifest-twice', {
        file: table,
        case: id,
      });
    seen.add(id);
  }
  return manifest;
}

function manifestRow(row: CsvRow, folder: string, table: string, line: number): ManifestRow {
  const required = (column: string) => {
    const text = row[column];
    if (text) return text;
    throw new MutationPredictionError('invalid-parameters.manifest-empty-cell', {
      file: table,
      line,
      column,
    });
  };
  const counted = (column: string) => {
    const text = row[column];
    if (!text) return undefined;
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1) return number;
    throw new MutationPredictionError('invalid-parameters.manifest-number', {
      file: table,
      line,
      text,
      column,
    });
  };
  const [segment, component] = [counted('segment'), counted('component')];
  return {
    id: required('case'),
    ct: path.resolve(folder, required('ct')),
    seg: path.resolve(folder, required('seg')),
    ...(row['series'] && { series: row['series'] }),
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
    clinical: clinicalOf(row, table, line),
  };
}
