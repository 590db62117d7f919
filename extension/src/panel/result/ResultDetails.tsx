import {
  backendNames,
  hasRun,
  shortNameOf,
  type Likeness,
  type PredictedTarget,
  type Prediction,
} from '@mutation-prediction/core';
import { formatProbability, formatSmallShare } from '../format.js';
import { say } from '../words.js';
import { deviceName } from '../run/deviceText.js';
import { clinicalText } from './clinicalText.js';
import { setDetails } from './setText.js';

/** How the result came about: small, folded away, complete. */
export function ResultDetails({ prediction }: { prediction: Prediction }) {
  const { device, timingsMs, model, inputs, likeness } = prediction;
  const phase = inputs.image?.phase;
  const targets = prediction.targets.filter((target) => target.status !== 'withheld');
  const rows: readonly Row[] = [
    ...(phase === undefined ? [] : [[say('result.phase'), phase] as const]),
    ...(hasRun(device) ? runRows(device, timingsMs) : []),
    ...(targets.length > 0 ? readingRows(inputs.clinical, targets) : []),
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

type Row = readonly [name: string, value: string];

/** Where the network ran, and for how long. */
function runRows(device: Prediction['device'], timingsMs: Prediction['timingsMs']): Row[] {
  const { total, views, run } = timingsMs;
  return [
    [say('result.device'), deviceText(device)],
    [say('result.runtime'), `${device.runtime} ${device.runtimeVersion}`],
    [
      say('result.times'),
      say('result.timesValue', {
        total: Math.round(total),
        views: Math.round(views),
        run: Math.round(run),
      }),
    ],
  ];
}

/** What the model's reading rests on; nothing where it is withheld. */
function readingRows(
  clinical: Prediction['inputs']['clinical'],
  targets: readonly PredictedTarget[],
): Row[] {
  const thresholds = targets.map((target) =>
    say('result.thresholdValue', {
      gene: shortNameOf(target),
      threshold: formatProbability(target.threshold),
    }),
  );
  return [
    [say('result.clinical'), clinicalText(clinical)],
    [say('result.thresholds'), thresholds.join(', ')],
    [say('result.sets'), setsText(targets)],
  ];
}

/** Said once where the model claims none at all. */
function setsText(targets: readonly PredictedTarget[]): string {
  return targets.some(({ set }) => set)
    ? targets.map((target) => `${shortNameOf(target)}: ${setDetails(target)}`).join('. ')
    : say('result.set.notClaimed');
}

function likenessText({ p, limit, cases }: Likeness): string {
  return say('result.likenessValue', {
    share: formatSmallShare(p),
    limit: formatSmallShare(limit),
    cases,
  });
}

function deviceText(device: Prediction['device']): string {
  const { backend, name, threads, server, arithmetic } = device;
  const work = threads === undefined ? [] : [say('device.threads', { count: threads })];
  const where = server === undefined ? [] : [server];
  const how = arithmetic === undefined ? [] : [arithmetic];
  return [backendNames(backend).name, deviceName(name), ...work, ...where, ...how].join(', ');
}
