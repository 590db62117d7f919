import {
  levelOf,
  pText,
  type ClinicalInputs,
  type ConformalSet,
  type Likeness,
  type PredictedTarget,
  type Prediction,
  type TargetPrediction,
  type WarningLevel,
} from '@mutation-prediction/core';
import type { ValueOrigin } from './clinicalInputs.js';
import { CLINICAL_OPTIONS } from './clinicalOptions.js';

const STATUS_WORDS: Readonly<Record<PredictedTarget['status'], string>> = {
  mutant: 'mutant',
  'wild-type': 'wild type',
  indeterminate: 'indeterminate',
};
/** Of a target that is no gene, such as vascular invasion. */
const FINDING_WORDS: typeof STATUS_WORDS = {
  mutant: 'positive',
  'wild-type': 'negative',
  indeterminate: 'indeterminate',
};
const LABEL_WIDTH = 10;

/** Before a warning: the more it limits the result, the more there is of it. */
const SIGNS: Readonly<Record<WarningLevel, string>> = { note: '-', caution: '!', withhold: '!!' };

/** A prediction for the terminal. */
export function predictionTable(
  prediction: Prediction,
  origins: Readonly<Partial<Record<keyof ClinicalInputs, ValueOrigin>>>,
): string {
  const { inputs, likeness, model, timingsMs, warnings } = prediction;
  const lines = [
    ...prediction.targets.map(targetLine),
    '',
    row('Lesion', lesionText(prediction)),
    ...clinicalLines(inputs, origins),
    ...(likeness ? [row('Likeness', likenessText(likeness))] : []),
    row('Model', `${model.name} ${model.version}`),
    row('', `${model.id}, ${model.digest}`),
    row('Device', deviceText(prediction)),
    row('Time', `inputs ${timingsMs.views.toFixed(0)} ms, network ${timingsMs.run.toFixed(0)} ms`),
    '',
    ...warnings.map((warning) => `${SIGNS[levelOf(warning)]} ${warning.message}`),
    model.intendedUse,
  ];
  return `${lines.join('\n')}\n`;
}

/** The values that the model asked for. */
function clinicalLines(
  { clinical, clinicalMissing }: Prediction['inputs'],
  origins: Readonly<Partial<Record<keyof ClinicalInputs, ValueOrigin>>>,
): string[] {
  return CLINICAL_OPTIONS.flatMap(({ key, name, label }) => {
    const value = clinical[key];
    if (value !== undefined) {
      const text = typeof value === 'number' ? number(value) : value;
      return row(label, `${text} (${origins[key] ?? 'not known'})`);
    }
    return clinicalMissing.includes(name) ? row(label, 'not known') : [];
  });
}

function targetLine(target: TargetPrediction): string {
  if (target.status === 'withheld') {
    return row(target.id, 'withheld, for the reasons marked !! (--show-withheld shows it)');
  }
  const { id, codes, probability, status, threshold, set, shownDespite } = target;
  const words = codes.gene ? STATUS_WORDS : FINDING_WORDS;
  const mark = shownDespite ? 'WITHHELD, not to be relied on; ' : '';
  const grounds = set ? setText(set, words) : `threshold ${threshold.toFixed(2)}, no set claimed`;
  return row(id, `${probability.toFixed(2)}   ${words[status].padEnd(15)}${mark}${grounds}`);
}

/** Which classes at what level, and on how many calibration cases that rests. */
function setText(
  { classes, level, cases, coverage }: ConformalSet,
  words: typeof STATUS_WORDS,
): string {
  const members = classes.map((name) => words[name]).join(' or ') || 'fits neither class';
  const rests = [
    `${cases.mutant} ${words.mutant} cases cover ${percent(coverage.mutant)} or more`,
    `${cases.wildType} ${words['wild-type']} ${percent(coverage.wildType)}`,
  ];
  return `${members} at ${percent(level)} (${rests.join(', ')})`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function lesionText({ lesion }: Prediction): string {
  const centre = lesion.centroidLps.map((mm) => mm.toFixed(1)).join(', ');
  const volume = (lesion.volumeMm3 / 1000).toFixed(1);
  return `${lesion.label}, ${lesion.longestDiameterMm.toFixed(0)} mm, ${volume} cm³, centre (L, P, S) ${centre} mm`;
}

function likenessText(likeness: Likeness): string {
  const { score, limit, cases } = likeness;
  return `${pText(likeness)}, limit ${limit}; score ${number(score)} among ${cases} lesions like the training ones`;
}

function deviceText({ device }: Prediction): string {
  const threads = device.threads === undefined ? '' : `, ${device.threads} threads`;
  return `${device.name}${threads}, ${device.runtime} ${device.runtimeVersion}`;
}

const row = (label: string, text: string) => `${label.padEnd(LABEL_WIDTH - 1)} ${text}`;
const number = (value: number) => String(Math.round(value * 10) / 10);
