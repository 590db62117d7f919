import type {
  ClinicalInputs,
  PredictedTarget,
  Prediction,
  TargetPrediction,
  WarningLevel,
} from '@mutation-prediction/core';
import { levelOf } from '@mutation-prediction/core';
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
  const { inputs, model, timingsMs, warnings } = prediction;
  const lines = [
    ...prediction.targets.map(targetLine),
    '',
    row('Lesion', lesionText(prediction)),
    ...clinicalLines(inputs, origins),
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
  const { id, codes, probability, status, threshold, indeterminate, shownDespite } = target;
  const [low, high] = indeterminate.map((bound) => bound.toFixed(2));
  const reading = (codes.gene ? STATUS_WORDS : FINDING_WORDS)[status].padEnd(15);
  const mark = shownDespite ? 'WITHHELD, not to be relied on; ' : '';
  return row(
    id,
    `${probability.toFixed(2)}   ${reading}${mark}threshold ${threshold.toFixed(2)}, indeterminate ${low} to ${high}`,
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

const row = (label: string, text: string) => `${label.padEnd(LABEL_WIDTH - 1)} ${text}`;
const number = (value: number) => String(Math.round(value * 10) / 10);
