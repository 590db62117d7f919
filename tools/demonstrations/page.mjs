import { SYSTEMS } from './systems.mjs';

/** AUC on the test lesions, and above the clinical inputs alone: set before anything was trained. */
const BAR = { auc: 0.9, gain: 0.1 };

/**
 * docs/synthetic-results.md: the words of page.md with the figures of the runs.
 *
 * @param template words, with `{{summary}}` and the like where figures go
 * @param reports report.json of `mutation-train evaluate` by package
 * @param table cohort.csv
 */
export function pageOf(template, reports, table) {
  const { train, validation, test } = splitsOf(table);
  const figures = {
    splits: `${train} lesions train, ${validation} tune, ${test} test`,
    tuning: validation,
    summary: summaryOf(reports),
    systems: systemsOf(reports),
  };
  return template.replace(/{{(\w+)}}/g, (_, name) => figures[name]);
}

/** Lesions by split. No cell of a synthetic cohort holds a comma. */
function splitsOf(table) {
  const [header, ...rows] = table.trim().split('\n');
  const split = header.split(',').indexOf('split');
  return rows.reduce((counts, row) => {
    const name = row.split(',')[split];
    return { ...counts, [name]: (counts[name] ?? 0) + 1 };
  }, {});
}

function summaryOf(reports) {
  const rows = Object.entries(reports).flatMap(([id, { targets }]) =>
    Object.entries(targets).map(([target, results]) => {
      const main = results.find((result) => result.main);
      const clinical = results.find(({ model }) => model === 'clinical');
      const { difference, p } = main.versus_clinical;
      const met = main.auc.value >= BAR.auc && difference.value >= BAR.gain;
      return [
        titleOf(id),
        target,
        `${main.cases} (${main.positives})`,
        spelled(main.auc),
        spelled(clinical.auc),
        spelled(difference, true),
        pValue(p),
        met ? 'yes' : '**no**',
      ];
    }),
  );
  return tableOf(
    [
      ...['system', 'endpoint', 'cases (positive)', 'AUC (95 % interval)', 'clinical inputs alone'],
      ...['difference', 'p', 'meets the bar'],
    ],
    ['---', '---', '---:', '---:', '---:', '---:', '---:', '---'],
    rows,
  );
}

function systemsOf(reports) {
  return Object.entries(reports)
    .map(([id, { runs, targets }]) => {
      const rows = Object.entries(targets).flatMap(([target, results]) =>
        results.map((result) => [
          target,
          result.main ? `**${result.model}**` : result.model,
          result.cases,
          result.positives,
          spelled(result.auc),
          ...['accuracy', 'sensitivity', 'specificity'].map((measure) =>
            digits(result.measures[measure].value),
          ),
          result.versus_clinical ? spelled(result.versus_clinical.difference, true) : '',
          result.versus_clinical ? pValue(result.versus_clinical.p) : '',
        ]),
      );
      const { config } = SYSTEMS.find((system) => system.id === id);
      const table = tableOf(
        [
          ...['endpoint', 'model', 'cases', 'positive', 'AUC (95 % interval)', 'accuracy'],
          ...['sensitivity', 'specificity', 'over clinical', 'p'],
        ],
        ['---', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:'],
        rows,
      );
      return (
        `## ${titleOf(id)}\n\n\`${config}\`, seed ${runs[0].seed}. In bold: the model whose probabilities the package ` +
        `gives.\n\n${table}`
      );
    })
    .join('\n\n');
}

const titleOf = (id) => SYSTEMS.find((system) => system.id === id).title;

function tableOf(header, rule, rows) {
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function spelled({ value, low, high }, signed = false) {
  return `${digits(value, signed)} (${digits(low, signed)} … ${digits(high, signed)})`;
}

function digits(value, signed = false) {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(3);
  if (value < 0) return `−${text}`;
  return signed ? `+${text}` : text;
}

const pValue = (p) => (p < 0.001 ? '< 0.001' : p.toFixed(3));
