import { type ComponentType, lazy } from 'react';
import type { WordKey } from '../words.js';
import { say } from '../words.js';
import { Notice } from './Notice.js';

/**
 * A part of the panel that lies in a file of its own, fetched when it is first shown.
 *
 * @param load imports the file
 * @param missing what is shown where the site does not serve it
 */
export function onDemand<Props>(
  load: () => Promise<ComponentType<Props>>,
  missing: ComponentType<Props>,
) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: missing };
    }
  });
}

/** Tells the user which part is missing, and the site what to do. */
export function missingPart(text: WordKey, advice: WordKey = 'features.missingAdvice') {
  return () => <Notice kind="error" text={say(text)} advice={say(advice)} />;
}

export const nothing = () => null;
