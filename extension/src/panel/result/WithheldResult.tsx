import type { Warning } from '@mutation-prediction/core';
import { Button } from '../parts/Button.js';
import { WarningList } from '../parts/WarningList.js';
import { say } from '../words.js';

interface WithheldResultProps {
  /** Why, and what to do about it. */
  readonly reasons: readonly Warning[];
  /** Absent where nothing can be run, as of a stored report. */
  readonly onShow?: () => void;
}

/** What stands in place of a result that a check withholds, and the way to see it all the same. */
export function WithheldResult({ reasons, onShow }: WithheldResultProps) {
  return (
    <div className="mp-stack">
      <p className="text-foreground text-base">{say('result.withheld')}</p>
      <WarningList warnings={reasons} />
      {onShow && (
        <div className="mp-withheld">
          <Button variant="ghost" aria-describedby="mp-withheld-meaning" onClick={onShow}>
            {say('result.showWithheld')}
          </Button>
          <p id="mp-withheld-meaning" className="text-muted-foreground text-sm">
            {say('result.showWithheldMeaning')}
          </p>
        </div>
      )}
    </div>
  );
}
