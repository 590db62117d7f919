import type { ModelManifest } from '@mutation-prediction/core';
import { say } from './words.js';

/** Always on top: what the model may be used for. Given by the model (or report) that is shown. */
export function ResearchBanner({
  model,
}: {
  model?: Pick<ModelManifest, 'status' | 'intendedUse'> | undefined;
}) {
  const use = model?.intendedUse.trim() ?? '';
  const research = say('banner.research');
  return (
    <header className="mp-banner text-sm" role="note">
      <h2 className="text-foreground text-[13px] font-semibold">{say('panel.title')}</h2>
      {model?.status === 'demonstration' && (
        <p className="text-foreground font-semibold">{say('banner.demonstration')}</p>
      )}
      <p className="text-muted-foreground">
        {use.startsWith(research) ? use : [research, use].join(' ').trim()}
      </p>
    </header>
  );
}
