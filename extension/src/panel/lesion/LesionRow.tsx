import type { LesionCandidate } from '../../contract.js';
import { formatMm, formatVolume } from '../format.js';
import { Button } from '../parts/Button.js';
import { JumpIcon } from '../parts/icons.js';
import { say } from '../words.js';

interface LesionRowProps {
  readonly lesion: LesionCandidate;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onJump: () => void;
}

/** One lesion to choose, with its size, and the button that shows it in the viewports. */
export function LesionRow({ lesion, chosen, onChoose, onJump }: LesionRowProps) {
  const jump = say('lesion.jump', { lesion: lesion.label });
  return (
    <div className={`mp-lesion ${chosen ? 'bg-popover' : 'bg-muted'} hover:bg-primary/20`}>
      <label>
        <input
          type="radio"
          name="mp-lesion"
          checked={chosen}
          onChange={onChoose}
          // The chosen one does not change, and is asked for again to be seen.
          onClick={chosen ? onJump : undefined}
        />
        <span
          title={lesion.label}
          className={`truncate ${chosen ? 'text-highlight' : 'text-foreground'}`}
        >
          {lesion.label}
          {lesion.component !== undefined && (
            <span className="text-muted-foreground">
              {' '}
              {say('lesion.part', { part: lesion.component })}
            </span>
          )}
        </span>{' '}
        <span className="mp-number text-muted-foreground">
          {formatMm(lesion.longestDiameterMm)}
        </span>{' '}
        <span className="mp-number text-muted-foreground">{formatVolume(lesion.volumeMm3)}</span>
      </label>
      <Button variant="icon" aria-label={jump} title={jump} onClick={onJump}>
        <JumpIcon />
      </Button>
    </div>
  );
}
