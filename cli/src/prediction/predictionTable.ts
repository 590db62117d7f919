import {
  READING_WORDS,
  foremost,
  hasRun,
  levelOf,
  quantityOf,
  readingOf,
  shareText,
  type ClinicalInputs,
  type ConformalSet,
  type Contribution,
  type InputGroup,
  type Likeness,
  type Prediction,
  type TargetPrediction,
  type SignatureState,
  type Status,
  type WarningLevel,
} from '@mutation-prediction/core';
import type { ValueOrigin } from './clinicalInputs.js';
import { CLINICAL_OPTIONS } from './clinicalOptions.js';
import { signatureText } from '../packages/signatureText.js';
import { row } from '../terminal/tableRow.js';

/** Before a warning: the more it limits the result, the more there is of it. */
const SIGNS: Readonly<Record<WarningLevel, string>> = { note: '-', caution: '!', withhold: '!!' };

/**
 * A prediction for the terminal.
 *
 * @param modelSignature of the model package, where it is at hand
 */
export function predictionTable(
  prediction: Prediction,
  origins: Readonly<Partial<Record<keyof ClinicalInputs, ValueOrigin>>>,
  modelSignature?: SignatureState,
): string {
  const { inputs, likeness, model, timingsMs, warnings } = prediction;
  const { first, others } = foremost(warnings);
  const lines = [
    ...first.map(({ message }) => `!! ${message}`),
    ...prediction.targets.flatMap(targetLines),
    '',
    row('Lesion', lesionText(prediction)),
    ...clinicalLines(inputs, origins),
    ...(likeness ? [row('Likeness', likenessText(likeness))] : []),
    row('Model', `${model.name} ${model.version}`),
    row('', `${model.id}, ${model.digest}`),
    ...(modelSignature ? [row('', signatureText(modelSignature))] : []),
    row('Device', deviceText(prediction)),
    row('Time', `inputs ${timingsMs.views.toFixed(0)} ms, network ${timingsMs.run.toFixed(0)} ms`),
    '',
    ...others.map((warning) => `${SIGNS[levelOf(warning)]} ${warning.message}`),
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

/** What the number is and how the model reads it, and below what that reading rests on. */
function targetLines(target: TargetPrediction): string[] {
  const quantity = quantityOf(target);
  if (target.status === 'withheld') {
    return [
      `${quantity} withheld, for the reasons marked !!`,
      '  predict --show-withheld shows it, marked',
    ];
  }
  const { probability, status, threshold, set, shownDespite, contributions = [] } = target;
  const reading = READING_WORDS[readingOf(target, status)];
  return [
    `${quantity} ${probability.toFixed(2)}, reads as ${reading}`,
    ...(shownDespite ? ['  WITHHELD by a check and shown on request: not to be relied on'] : []),
    set
      ? `  ${setText(target, set)}`
      : `  threshold ${threshold.toFixed(2)}; too few calibration cases to say which classes fit`,
    ...contributions.map(contributionText),
  ];
}

const GROUP_WORDS: Readonly<Record<InputGroup, string>> = {
  image: 'the image',
  radiomics: 'features of the lesion',
  ring: 'features of the ring around it',
  clinical: 'clinical values',
};

/** How far the group moves the log odds from where they are without it, and how far it does on average. */
function contributionText({ group, change, usual }: Contribution): string {
  const beside = usual === undefined ? '' : ` (${signed(usual)} in a usual case)`;
  return `  log odds ${signed(change)} by ${GROUP_WORDS[group]}${beside}`;
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

/** Which classes fit at what level, and on how many calibration cases that rests. */
function setText(target: TargetPrediction, { classes, level, cases, coverage }: ConformalSet) {
  const wordOf = (status: Status) => READING_WORDS[readingOf(target, status)];
  const fits = classes.map(wordOf).join(' or ') || 'neither class';
  const rests = [
    `${cases.mutant} ${wordOf('mutant')} cases cover ${percent(coverage.mutant)} or more`,
    `${cases.wildType} ${wordOf('wild-type')} ${percent(coverage.wildType)}`,
  ];
  return `fits ${fits} at ${percent(level)} (${rests.join(', ')})`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function lesionText({ lesion }: Prediction): string {
  const centre = lesion.centroidLps.map((mm) => mm.toFixed(1)).join(', ');
  const volume = (lesion.volumeMm3 / 1000).toFixed(1);
  return `${lesion.label}, ${lesion.longestDiameterMm.toFixed(0)} mm, ${volume} cm³, centre (L, P, S) ${centre} mm`;
}

function likenessText({ p, limit, cases }: Likeness): string {
  return `of ${cases} lesions like the training ones, at most ${shareText(p)} are as unusual (warned of at ${shareText(limit)})`;
}

function deviceText({ device }: Prediction): string {
  if (!hasRun(device)) return 'none: no network ran';
  const threads = device.threads === undefined ? '' : `, ${device.threads} threads`;
  const server = device.server === undefined ? '' : `, on ${device.server}`;
  const how = device.arithmetic === undefined ? '' : `, ${device.arithmetic}`;
  return `${device.name}${threads}, ${device.runtime} ${device.runtimeVersion}${how}${server}`;
}

const number = (value: number) => String(Math.round(value * 10) / 10);
