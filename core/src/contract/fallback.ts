import type { Catalogue } from '../words/catalogue.js';
import { en } from '../words/en.js';
import { wordsOfTerm } from '../words/render.js';
import type { Device } from './device.js';

/** Why a slower backend was taken: a term of the catalogue, and what it names. */
export interface FallbackReason {
  readonly why: keyof (typeof en)['terms']['fallback'];
  readonly values?: Readonly<Record<string, string>>;
}

/** Both forms in which a device states it. */
export function fallbackOf(
  reasons: readonly FallbackReason[],
): Pick<Device, 'fallback' | 'fallbackReason'> {
  const fallback = [...reasons];
  return { fallback, fallbackReason: wordsOfFallback({ fallback }, en) };
}

/** Why in the catalogue's language; in English where a device states no more. Empty where nothing was given up. */
export function wordsOfFallback(
  { fallback, fallbackReason = '' }: Pick<Device, 'fallback' | 'fallbackReason'>,
  catalogue: Catalogue,
): string {
  if (!fallback) return fallbackReason;
  return fallback
    .map(({ why, values }) => wordsOfTerm({ group: 'fallback', term: why, values }, catalogue))
    .join(' ');
}
