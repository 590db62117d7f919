import { shortNameOf, type Prediction } from '@mutation-prediction/core';
import type { LesionCandidate } from '../../contract.js';
import { formatDifference, formatMm, formatPercentChange, formatVolume } from '../format.js';
import { Notice } from '../parts/Notice.js';
import { probabilityOf, probabilityText } from '../result/probabilityText.js';
import { say } from '../words.js';

interface ThenAndNowProps {
  readonly then: Prediction;
  /** As it is outlined now. */
  readonly lesion: LesionCandidate;
  /** The current result, when there is one. */
  readonly current: Prediction | undefined;
}

interface Row {
  readonly name: string;
  readonly then: string;
  readonly now: string;
  readonly change: string;
}

/** One lesion in two studies, side by side. Probabilities of two models are not subtracted. */
export function ThenAndNow({ then, lesion, current }: ThenAndNowProps) {
  const isSameModel = current !== undefined && current.model.digest === then.model.digest;
  const rows: Row[] = [
    ...then.targets.map((target) => {
      const now = current?.targets.find(({ id }) => id === target.id);
      return {
        name: shortNameOf(target),
        then: probabilityText(target),
        now: now === undefined ? '–' : probabilityText(now),
        change: isSameModel ? difference(probabilityOf(now), probabilityOf(target)) : '',
      };
    }),
    {
      name: say('prior.diameter'),
      then: formatMm(then.lesion.longestDiameterMm),
      now: formatMm(lesion.longestDiameterMm),
      change: formatPercentChange(lesion.longestDiameterMm / then.lesion.longestDiameterMm - 1),
    },
    {
      name: say('prior.volume'),
      then: formatVolume(then.lesion.volumeMm3),
      now: formatVolume(lesion.volumeMm3),
      change: formatPercentChange(lesion.volumeMm3 / then.lesion.volumeMm3 - 1),
    },
  ];
  return (
    <>
      <table className="mp-then-now text-sm" aria-label={say('prior.table')}>
        <thead className="text-muted-foreground">
          <tr>
            <td />
            <th scope="col">{say('prior.then')}</th>
            <th scope="col">{say('prior.now')}</th>
            <th scope="col">{say('prior.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="text-muted-foreground">
                {row.name}
              </th>
              <td className="mp-number">{row.then}</td>
              <td className="mp-number text-foreground">{row.now}</td>
              <td className="mp-number text-foreground">{row.change}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {current === undefined && (
        <p className="text-muted-foreground text-sm">{say('prior.predictToCompare')}</p>
      )}
      {current !== undefined && !isSameModel && (
        <Notice kind="warning" text={say('prior.otherModel')} />
      )}
    </>
  );
}

function difference(now: number | undefined, then: number | undefined): string {
  return now === undefined || then === undefined ? '' : formatDifference(now - then);
}
