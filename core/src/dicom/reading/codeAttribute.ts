import type { Code } from '../../contract/modelManifest.js';
import type { DicomAttributes } from './attributes.js';
import type { Keyword } from './tags.js';

/** Value and scheme are SH, meaning is LO (PS3.3 8.8). */
const LONGEST_VALUE = 16;
const LONGEST_MEANING = 64;

/** A code that a report can repeat; one that is longer than DICOM allows, or a URN, is left out. */
export function readCode(attributes: DicomAttributes, sequence: Keyword): Code | undefined {
  const item = attributes.item(sequence);
  const value = item?.ascii('CodeValue');
  const scheme = item?.ascii('CodingSchemeDesignator');
  const meaning = item?.text('CodeMeaning')?.replace(/[^\x20-\x7e]/g, '?');
  if (!value || !scheme || !meaning) return undefined;
  if (value.length > LONGEST_VALUE || scheme.length > LONGEST_VALUE) return undefined;
  return { value, scheme, meaning: meaning.slice(0, LONGEST_MEANING) };
}
