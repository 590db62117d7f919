import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { textContentItem } from '../content/contentItems.js';

/** TID 4019: the algorithm behind a measurement; parameters are `key=value` texts. */
export function algorithmIdentification(
  name: string,
  version: string,
  parameters: readonly string[],
): ContentItem[] {
  return [
    textContentItem(CODES.algorithmName, name, 'HAS CONCEPT MOD'),
    textContentItem(CODES.algorithmVersion, version, 'HAS CONCEPT MOD'),
    ...parameters.map((parameter) =>
      textContentItem(CODES.algorithmParameters, parameter, 'HAS CONCEPT MOD'),
    ),
  ];
}
