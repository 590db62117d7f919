import type { ModelManifest } from '@mutation-prediction/core';
import { ENGLISH } from './language.js';
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
  const words = [research, furtherUse(model?.intendedUse ?? '')].join(' ').trim();
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

/** What a package, in English, says of its use beyond what we say. */
function furtherUse(use: string): string {
  const research = ENGLISH.words['banner.research']!;
  return use.trim().startsWith(research) ? use.trim().slice(research.length).trim() : use.trim();
}
