import type { Code } from '../../contract/modelManifest.js';
import { CODES } from './codes.js';
import type { ContentItem } from './contentItems.js';
import { decimalFor, numContentItem, textContentItem } from './contentItems.js';
import type { Relationship } from './relationships.js';

/**
 * A NUM that returns to the last bit. Where DS is too short for the number, or rounded for people, it is also a text:
 * not every system that passes a report on keeps Floating Point Value (dsr2xml rounds it to 8 digits).
 *
 * @param decimals that people read; all of the 16 characters unless given
 */
export function measurement(
  name: Code,
  value: number,
  unit: Code,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
  decimals?: number,
): ContentItem {
  const isExact = Number.isFinite(value) && Number(decimalFor(value, decimals)) === value;
  const exact = isExact ? [] : [textContentItem(CODES.exactValue, String(value), 'HAS PROPERTIES')];
  return numContentItem(name, value, unit, relationship, [...content, ...exact], decimals);
}
