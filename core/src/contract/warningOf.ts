import type { WarningReason, WarningValuesOf } from '../words/catalogue.js';
import { en } from '../words/en.js';
import { split, wordsOfWarning } from '../words/render.js';
import type { Warning, WarningCode } from './warning.js';
import { WARNING_LEVELS } from './warningLevels.js';

/** What a reason's sentence asks for; nothing need be given where it asks for nothing. */
type Details<R extends WarningReason> = keyof WarningValuesOf<R> extends never
  ? [values?: Readonly<Record<string, never>>]
  : [values: WarningValuesOf<R>];

/**
 * A warning, its message in English. Apart from the schema of a warning, which the inference worker
 * does without.
 *
 * @param reason its code, and which of the code's sentences where there are several
 */
export function warningOf<R extends WarningReason>(
  reason: R,
  ...[values = {}]: Details<R>
): Warning {
  const [code, name] = split(reason);
  const warning = {
    code: code as WarningCode,
    level: WARNING_LEVELS[code as WarningCode],
    ...(name && { reason: name }),
    values,
  };
  return { ...warning, message: wordsOfWarning({ ...warning, message: '' }, en) };
}
