import type { Code } from '../../contract/modelManifest.js';
import type { NaturalisedDataset } from './naturalisedDataset.js';

/** A code as an item of a code sequence (PS3.3 8.8). */
export function codeItem({ value, scheme, meaning }: Code): NaturalisedDataset {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}
