import {
  foremost,
  hasRun,
  wordsOfWarning,
  type Catalogue,
  type PredictedTarget,
  type Prediction,
  type TargetPrediction,
} from '@mutation-prediction/core';
import { formatDateTime, formatMm, formatProbability, formatVolume } from '../format.js';
import { deviceName } from '../run/deviceText.js';
import { clinicalText } from '../result/clinicalText.js';
import { setText } from '../result/setText.js';
import { targetText } from '../result/targetText.js';
import { say } from '../words.js';

/** A prediction as plain text for a report or a mail; says first what it may be used for. */
export function predictionSummary(prediction: Prediction, catalogue: Catalogue): string {
  const { targets, lesion, model, device, inputs, warnings, createdAt } = prediction;
  const demonstration = model.status === 'demonstration' ? [say('banner.demonstration')] : [];
  const { first, others } = foremost(warnings);
  return [
    say('summary.title'),
    [say('banner.research'), ...demonstration].join(' '),
    ...first.map((warning) => wordsOfWarning(warning, catalogue)),
    '',
    say('summary.lesion', {
      lesion: lesion.label,
      diameter: formatMm(lesion.longestDiameterMm),
      volume: formatVolume(lesion.volumeMm3),
    }),
    ...targets.map(targetLine),
    ...(hasRun(device) ? [say('result.reading')] : []),
    '',
    ...(hasRun(device) ? [say('summary.patient', { values: clinicalText(inputs.clinical) })] : []),
    say('summary.model', { model: model.name, version: model.version }),
    ...(hasRun(device) ? [say('summary.device', { device: computedOn(device) })] : []),
    say('summary.time', { time: formatDateTime(createdAt) }),
    ...(others.length > 0 ? [say('summary.warnings')] : []),
    ...others.map((warning) => `- ${wordsOfWarning(warning, catalogue)}`),
  ].join('\n');
}

function targetLine(target: TargetPrediction): string {
  if (target.status === 'withheld') {
    return say('summary.withheld', { target: targetText(target) });
  }
  const line = say('summary.target', {
    target: targetText(target),
    grounds: withinSentence(setText(target)) ?? thresholdText(target),
  });
  return target.shownDespite ? say('summary.shownDespite', { target: line }) : line;
}

const withinSentence = (text: string | undefined) =>
  text && text.charAt(0).toLowerCase() + text.slice(1);

function computedOn({ name, backend, server }: Prediction['device']): string {
  return `${deviceName(name)} (${backend})${server === undefined ? '' : `, ${server}`}`;
}

const thresholdText = ({ threshold }: PredictedTarget) =>
  say('summary.threshold', { threshold: formatProbability(threshold) });
