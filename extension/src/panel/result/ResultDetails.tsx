import { backendNames, type Prediction } from '@mutation-prediction/core';
import { formatProbability } from '../format.js';
import { say } from '../words.js';
import { clinicalText } from './clinicalText.js';

/** How the result came about: small, folded away, complete. */
export function ResultDetails({ prediction }: { prediction: Prediction }) {
  const { device, timingsMs, model, targets, inputs } = prediction;
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
        .filter((target) => target.status !== 'withheld')
        .map((target) =>
          say('result.thresholdValue', {
            gene: target.id,
            threshold: formatProbability(target.threshold),
            lower: formatProbability(target.indeterminate[0]),
            upper: formatProbability(target.indeterminate[1]),
          }),
        )
        .join(', '),
    ],
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

function deviceText({ backend, name, threads }: Prediction['device']): string {
  const work = threads === undefined ? [] : [`${threads} threads`];
  return [backendNames(backend).name, name, ...work].join(', ');
}
