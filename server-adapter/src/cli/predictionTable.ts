import type { ClinicalInputs, Prediction, TargetPrediction } from '@mutation-prediction/core';
import type { Origin } from './clinicalInputs.js';

const STATUS_WORDS: Readonly<Record<TargetPrediction['status'], string>> = {
  mutant: 'mutant',
  'wild-type': 'wild type',
  indeterminate: 'indeterminate',
};
const LABEL_WIDTH = 10;

/** A prediction for the terminal. */
export function predictionTable(
  prediction: Prediction,
  origins: Readonly<Partial<Record<keyof ClinicalInputs, Origin>>>,
): string {
  const { inputs, model, timingsMs, warnings } = prediction;
  const { ageYears, sex, smoking } = inputs.clinical;
  const clinical = (value: string | undefined, key: keyof ClinicalInputs) =>
    value === undefined ? 'not known' : `${value} (${origins[key] ?? 'not known'})`;
  const lines = [
    ...prediction.targets.map(targetLine),
    '',
    row('Lesion', lesionText(prediction)),
    row('Age', clinical(ageYears === undefined ? undefined : number(ageYears), 'ageYears')),
    row('Sex', clinical(sex, 'sex')),
    row('Smoking', clinical(smoking, 'smoking')),
    row('Model', `${model.name} ${model.version}`),
    row('', `${model.id}, ${model.digest}`),
    row('Device', deviceText(prediction)),
    row('Time', `views ${timingsMs.views.toFixed(0)} ms, network ${timingsMs.run.toFixed(0)} ms`),
    '',
    ...warnings.map(({ message }) => `! ${message}`),
    model.intendedUse,
  ];
  return `${lines.join('\n')}\n`;
}

function targetLine({ id, probability, status, threshold, indeterminate }: TargetPrediction) {
  const [low, high] = indeterminate.map((bound) => bound.toFixed(2));
  const reading = STATUS_WORDS[status].padEnd(15);
  return row(
    id,
    `${probability.toFixed(2)}   ${reading}threshold ${threshold.toFixed(2)}, indeterminate ${low} to ${high}`,
  );
}

function lesionText({ lesion }: Prediction): string {
  const centre = lesion.centroidLps.map((mm) => mm.toFixed(1)).join(', ');
  const volume = (lesion.volumeMm3 / 1000).toFixed(1);
  return `${lesion.label}, ${lesion.longestDiameterMm.toFixed(0)} mm, ${volume} cm³, centre (L, P, S) ${centre} mm`;
}

function deviceText({ device }: Prediction): string {
  const threads = device.threads === undefined ? '' : `, ${device.threads} threads`;
  return `${device.name}${threads}, ${device.runtime} ${device.runtimeVersion}`;
}

const row = (label: string, text: string) => `${label.padEnd(LABEL_WIDTH)}${text}`;
const number = (value: number) => String(Math.round(value * 10) / 10);
