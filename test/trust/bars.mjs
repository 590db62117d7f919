/**
 * How often a prediction is withheld or warned of, on lesions and off them: reads the tables of
 * `predict COHORT --csv` for two synthetic cohorts (docs/training-likeness.md says how they are made).
 *
 *   node test/trust/bars.mjs L.csv O O.csv     lesions' table, cohort off lesions, its table
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

const [lesionTable, offCohort, offTable] = process.argv.slice(2);
const rowsOf = (file) => parse(readFileSync(file), { columns: true, bom: true });
const FLAG = 'unlike-training-data';
const CAUTIONS = [
  'coded-otherwise',
  'little-lung',
  'little-tissue',
  'dense-parts',
  'blood-density',
  'unusual-lung',
];

/** One row for each case and model: its targets share checks and likeness. */
function casesOf(file) {
  const cases = new Map();
  for (const row of rowsOf(file)) {
    if (row.error_code) throw new Error(`${row.case}: ${row.error_code}`);
    const key = `${row.model} ${row.case}`;
    const codes = row.warnings.split(';');
    cases.set(key, {
      name: row.case,
      model: row.model,
      isWithheld: row.status === 'withheld',
      reasons: row.withheld_for,
      isFlagged: codes.includes(FLAG),
      isCautioned: CAUTIONS.some((code) => codes.includes(code)),
    });
  }
  return [...cases.values()];
}

const placements = new Map(
  rowsOf(path.join(offCohort, 'cohort.csv')).map((row) => [row.case_id, row.placement]),
);
const placementOf = ({ name }) => {
  const id = [...placements.keys()].find((candidate) => name.includes(candidate));
  if (!id) throw new Error(`${name} is no case of ${offCohort}`);
  return placements.get(id);
};
const count = (cases, test) => cases.filter(test).length;
const tally = (names) =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => [name, names.filter((n) => n === name).length]),
  );

const lesions = casesOf(lesionTable);
const offLesions = casesOf(offTable);
for (const model of new Set(lesions.map((one) => one.model))) {
  const on = lesions.filter((one) => one.model === model);
  const off = offLesions.filter((one) => one.model === model);
  const missed = off.filter(({ isWithheld, isFlagged }) => !isWithheld && !isFlagged);
  console.log(
    JSON.stringify({
      model,
      lesions: on.length,
      lesionsWithheld: count(on, ({ isWithheld }) => isWithheld),
      lesionsUnlike: count(on, ({ isFlagged }) => isFlagged),
      lesionsCautioned: count(on, ({ isCautioned }) => isCautioned),
      offLesion: off.length,
      offWithheld: count(off, ({ isWithheld }) => isWithheld),
      offUnlike: count(off, ({ isWithheld, isFlagged }) => !isWithheld && isFlagged),
      missed: tally(missed.map(placementOf)),
      missedButCautioned: count(missed, ({ isCautioned }) => isCautioned),
    }),
  );
}
const first = offLesions.filter(({ model }) => model === offLesions[0].model);
console.log(
  JSON.stringify({
    withheldByPlacement: tally(first.filter(({ isWithheld }) => isWithheld).map(placementOf)),
    reasons: tally(first.flatMap(({ reasons }) => reasons.split(';').filter(Boolean))),
  }),
);
