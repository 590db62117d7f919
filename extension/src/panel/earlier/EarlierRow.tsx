import { shortNameOf } from '@mutation-prediction/core';
import type { EarlierPrediction } from '../../contract.js';
import { formatDate, formatDateTime } from '../format.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice } from '../parts/Notice.js';
import { probabilityText } from '../result/probabilityText.js';
import { say } from '../words.js';

interface EarlierRowProps {
  /** What the report says, one for each lesion and model. */
  readonly entries: readonly EarlierPrediction[];
  readonly opened: boolean;
  readonly onOpen: () => void;
}

/** One stored report: when, what, by which model. */
export function EarlierRow({ entries, opened, onOpen }: EarlierRowProps) {
  const { prediction, error, contentDate, origin } = entries[0]!;
  const isUnchecked = origin?.system === 'other';
  const date = formatDate(contentDate);
  if (!prediction) {
    return (
      <li className="mp-earlier-unreadable">
        <span className="text-foreground text-base">{date}</span>
        {error && <ErrorNotice error={error} what={say('earlier.unreadable')} />}
      </li>
    );
  }
  return (
    <li className={`mp-earlier ${opened ? 'bg-popover' : 'bg-muted'}`}>
      <div className="min-w-0">
        <p className="mp-earlier-line text-foreground text-sm">
          <time dateTime={contentDate} title={formatDateTime(contentDate)}>
            {date}
          </time>
          {entries.length > 1 && <span>{say('earlier.several', { count: entries.length })}</span>}
          {(isUnchecked || entries.length > 1 ? [] : prediction.targets).map((target) => (
            <span key={target.id}>
              <span className="text-muted-foreground">{shortNameOf(target)}</span>{' '}
              <span className="mp-number">{probabilityText(target)}</span>
            </span>
          ))}
        </p>
        {isUnchecked && <p className="text-foreground text-sm">{say('origin.other')}</p>}
        <p className="text-muted-foreground truncate text-xs">
          {entries.flatMap(({ prediction }) => prediction?.lesion.label ?? []).join(', ')} ·{' '}
          {prediction.model.name} {prediction.model.version}
        </p>
      </div>
      <Button
        variant="ghost"
        aria-label={say(opened ? 'earlier.openedOf' : 'earlier.openOf', {
          date: formatDateTime(contentDate),
        })}
        aria-pressed={opened}
        onClick={onOpen}
      >
        {say(opened ? 'earlier.opened' : 'earlier.open')}
      </Button>
    </li>
  );
}
