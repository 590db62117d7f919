import {
  backendNames,
  shareText,
  shortNameOf,
  type Likeness,
  type Prediction,
} from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';
import { clinicalText } from './clinicalText.js';
import { setDetails } from './setText.js';

/** How the result came about: small, folded away, complete. */
export function ResultDetails({ prediction }: { prediction: Prediction }) {
  const { device, timingsMs, model, targets, inputs, likeness } = prediction;
  const rows: readonly (readonly [string, string])[] = [
    [say('result.device'), deviceText(device)],
    [say('result.runtime'), `${device.runtime} ${device.runtimeVersion}`],
    [
      say('result.times'),
      say('result.timesValue', {
        total: Math.round(timingsMs.total),
        views: Math.round(timingsMs.views),
        run: Math.round(timingsMs.run),
      }),
    ],
    [say('result.clinical'), clinicalText(inputs.clinical)],
    [
      say('result.thresholds'),
      targets
        .map((target) =>
          say('result.thresholdValue', {
            gene: shortNameOf(target),
            threshold: formatProbability(target.threshold),
          }),
        )
        .join(', '),
    ],
    [say('result.sets'), setsText(targets)],
    ...(likeness ? [[say('result.likeness'), likenessText(likeness)] as const] : []),
    [say('result.model'), `${model.id} ${model.version}, ${model.digest.slice(0, 19)}…`],
    [say('result.trainedOn'), model.trainedOn],
  ];
  return (
    <details className="mp-details text-sm">
      <summary className="text-muted-foreground">{say('result.details')}</summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="text-foreground">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Said once where the model claims none at all. */
function setsText(targets: Prediction['targets']): string {
  return targets.some(({ set }) => set)
    ? targets.map((target) => `${shortNameOf(target)}: ${setDetails(target)}`).join('. ')
    : say('result.set.notClaimed');
}

function likenessText({ p, limit, cases }: Likeness): string {
  return say('result.likenessValue', { share: shareText(p), limit: shareText(limit), cases });
}

function deviceText({ backend, name, threads, server }: Prediction['device']): string {
  const work = threads === undefined ? [] : [`${threads} threads`];
  const where = server === undefined ? [] : [server];
  return [backendNames(backend).name, name, ...work, ...where].join(', ');
}
