/** Preamble and prefix (PS3.10 §7.1). */
export const META_START = 132;
const TRANSFER_SYNTAX_UID = 0x00020010;
/** VRs whose length takes four bytes behind two reserved ones (PS3.5 §7.1.2), of those a file's meta may hold. */
const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'UN', 'UR', 'UT', 'UC']);

/**
 * What a Part 10 file is written in, and where its data set begins. Group 0002 is Explicit VR Little Endian
 * whatever follows it (PS3.10 §7.1).
 *
 * @param bytes with a Part 10 prefix
 */
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
