import type { ModelManifest } from '@mutation-prediction/core';
import { say } from './words.js';

/**
 * Always on top: what the model (or the report) that is shown may be used for. Of demonstration
 * weights we say so ourselves, in the same words whatever the package says.
 */
export function ResearchBanner({
  model,
}: {
  model?: Pick<ModelManifest, 'status' | 'intendedUse'> | undefined;
}) {
  const research = say('banner.research');
  const use = model?.intendedUse.trim() ?? '';
  const words = use.startsWith(research) ? use : [research, use].join(' ').trim();
  return (
    <div className="mp-banner text-sm" role="note">
      <h2 className="text-foreground text-[13px] font-semibold">{say('panel.title')}</h2>
      {model?.status === 'demonstration' ? (
        <p className="text-foreground">
          {research} <strong>{say('banner.demonstration')}</strong>
        </p>
      ) : (
        <p className="text-muted-foreground">{words}</p>
      )}
    </div>
  );
}
