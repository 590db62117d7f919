import {
  CLINICAL_KEYS,
  clinicalSchema,
  MutationPredictionError,
  type ClinicalInputs,
  type ClinicalName,
} from '@mutation-prediction/core';
import type { CsvRow } from './csvTable.js';

type Key = keyof ClinicalInputs;

/** `family_history`, `Family History` and `familyHistory` are one column, `height_cm` and `height` too. */
const columnName = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/(?:years|cm|kg)$/, '');

const KEYS: ReadonlyMap<string, Key> = new Map(
  Object.entries(CLINICAL_KEYS).map(([name, key]) => [columnName(name as ClinicalName), key]),
);

/**
 * The clinical values that a row of a table holds; an empty cell is not known. Other columns are none
 * of ours.
 *
 * @param table and line name the row in errors
 * @throws MutationPredictionError `invalid-parameters` naming the column
 */
export function clinicalOf(row: CsvRow, table: string, line: number): ClinicalInputs {
  const values: Partial<Record<Key, string | number>> = {};
  for (const [column, text] of Object.entries(row)) {
    const key = KEYS.get(columnName(column));
    if (!key || text === '') continue;
    const schema = clinicalSchema.shape[key].unwrap();
    const parsed = [text, Number(text), text.toLowerCase(), text.toUpperCase()]
      .map((value) => schema.safeParse(value))
      .find(({ success }) => success);
    if (parsed?.data === undefined) throw refused({ column, text, file: table, line }, schema);
    values[key] = parsed.data;
  }
  return values as ClinicalInputs;
}

function refused(
  cell: {
    readonly column: string;
    readonly text: string;
    readonly file: string;
    readonly line: number;
  },
  schema: { readonly options?: readonly string[] } | object,
): MutationPredictionError {
  const choices = 'options' in schema ? schema.options : undefined;
  return choices
    ? new MutationPredictionError('invalid-parameters.table-choice', {
        ...cell,
        choices: choices.join(', '),
      })
    : new MutationPredictionError('invalid-parameters.table-number', cell);
}
