import { decimalString } from '../../dicom/reading/decimalString.js';
import type { Code } from '../../contract/modelManifest.js';
import { CODES } from './codes.js';
import type { ContentItem } from './contentItems.js';
import { numContentItem, textContentItem } from './contentItems.js';
import type { Relationship } from './relationships.js';

/**
 * A NUM that returns to the last bit. Where DS is too short for the number, it is also a text: not
 * every system that passes a report on keeps Floating Point Value (dsr2xml rounds it to 8 digits).
 */
export function measurement(
  name: Code,
  value: number,
  unit: Code,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  const isExact = Number.isFinite(value) && Number(decimalString(value)) === value;
  return numContentItem(name, value, unit, relationship, [
    ...content,
    ...(isExact ? [] : [textContentItem(CODES.exactValue, String(value), 'HAS PROPERTIES')]),
  ]);
}
