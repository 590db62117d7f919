import { MutationPredictionError } from '../../errors.js';
import { inflateBounded } from '../reading/inflate.js';
import { META_START, readMeta } from './fileMeta.js';

/** Far above any report; a small file must not be able to fill the memory. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** File Meta Information that says Explicit VR Little Endian and nothing else. */
const EXPLICIT_META = new Uint8Array([
  ...[0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00, 28, 0, 0, 0],
  ...[0x02, 0x00, 0x10, 0x00, 0x55, 0x49, 20, 0],
  ...Array.from('1.2.840.10008.1.2.1\0', (character) => character.charCodeAt(0)),
]);

/**
 * A Part 10 file in Deflated Explicit VR Little Endian (PS3.5 §A.5) as one that is not deflated.
 *
 * @throws MutationPredictionError `malformed-object` when it inflates to more than any report holds, or
 *   cannot be inflated
 */
export function inflatePart10(bytes: Uint8Array): Uint8Array {
  const { end } = readMeta(bytes);
  let dataSet: Uint8Array;
  try {
    dataSet = inflateBounded(bytes.subarray(end), LARGEST_BYTES);
  } catch (cause) {
    throw new MutationPredictionError('malformed-object.undecodable', {}, { cause });
  }
  const file = new Uint8Array(META_START + EXPLICIT_META.length + dataSet.length);
  file.set(bytes.subarray(0, META_START));
  file.set(EXPLICIT_META, META_START);
  file.set(dataSet, META_START + EXPLICIT_META.length);
  return file;
}
