import type { ActivationMaps } from '../inference/activationMaps.js';

/** What is said with a target's map wherever the package's own tests do not confirm it. */
export const UNCONFIRMED_MAP =
  'This map is not shown to point at what decides: tests of the model did not confirm it (see its model card).';

/** What must stand beside a target's map; nothing where the tests confirm it. */
export function mapCaution(
  { unconfirmed = [] }: Pick<ActivationMaps, 'unconfirmed'>,
  target: string,
): string | undefined {
  return unconfirmed.includes(target) ? UNCONFIRMED_MAP : undefined;
}
