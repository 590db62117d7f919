import { MutationPredictionError } from '../../errors.js';
import { inflateBounded } from '../reading/inflate.js';
import { DEFLATED_LITTLE_ENDIAN } from '../reading/transferSyntax.js';

/** Far above any report; a small file must not be able to fill the memory. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Preamble and prefix (PS3.10 §7.1). */
const META_START = 132;
const TRANSFER_SYNTAX_UID = 0x00020010;
/** VRs whose length takes four bytes behind two reserved ones (PS3.5 §7.1.2), of those a file's meta may hold. */
const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'UN', 'UR', 'UT', 'UC']);

/** File Meta Information that says Explicit VR Little Endian and nothing else. */
const EXPLICIT_META = new Uint8Array([
  ...[0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00, 28, 0, 0, 0],
  ...[0x02, 0x00, 0x10, 0x00, 0x55, 0x49, 20, 0],
  ...Array.from('1.2.840.10008.1.2.1\0', (character) => character.charCodeAt(0)),
]);

/**
 * A Part 10 file in Deflated Explicit VR Little Endian (PS3.5 §A.5) as one that is not deflated; any
 * other as it is.
 *
 * @param bytes with a Part 10 prefix
 * @throws MutationPredictionError `malformed-object` when it inflates to more than any report holds, or
 *   cannot be inflated
 */
export function inflatePart10(bytes: Uint8Array): Uint8Array {
  const { transferSyntaxUid, end } = readMeta(bytes);
  if (transferSyntaxUid !== DEFLATED_LITTLE_ENDIAN) return bytes;
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

/** Where the data set begins. Group 0002 is Explicit VR Little Endian whatever follows it (PS3.10 §7.1). */
export function readMeta(bytes: Uint8Array): { transferSyntaxUid?: string; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = (from: number, to: number) =>
    String.fromCharCode(...bytes.subarray(from, to)).replace(/[\0 ]+$/, '');
  let transferSyntaxUid: string | undefined;
  let at = META_START;
  while (at + 8 <= bytes.length && view.getUint16(at, true) === 0x0002) {
    const tag = 0x00020000 + view.getUint16(at + 2, true);
    const isLong = LONG_VRS.has(ascii(at + 4, at + 6));
    if (isLong && at + 12 > bytes.length) break;
    const start = at + (isLong ? 12 : 8);
    const end = start + (isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true));
    if (tag === TRANSFER_SYNTAX_UID && end <= start + 64) transferSyntaxUid = ascii(start, end);
    at = end;
  }
  return { ...(transferSyntaxUid && { transferSyntaxUid }), end: at };
}
