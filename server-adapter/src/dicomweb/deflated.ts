export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

const META_START = 132;
const TRANSFER_SYNTAX_ELEMENT = 0x0010;
const LONG_VRS = new Set(['OB', 'OW', 'UN', 'UT', 'SQ']);

/** How a file of the deflated transfer syntax (PS3.5 §A.5) is divided. */
export interface DeflatedFile {
  /** Where the file meta information ends and the deflated data set starts. */
  readonly start: number;
  /** Where the Transfer Syntax UID lies. */
  readonly uidOffset: number;
}

/**
 * Finds the deflated part of a file by its meta information, which is never deflated. dicom-parser
 * reads on into the deflated bytes to see that it has ended, and may take them for an element.
 *
 * @param head of a Part 10 file
 * @returns undefined when the file is not deflated
 */
export function findDeflated(head: Buffer): DeflatedFile | undefined {
  let position = META_START;
  let uidOffset: number | undefined;
  while (position + 12 <= head.length && head.readUInt16LE(position) === 0x0002) {
    const isLong = LONG_VRS.has(head.toString('latin1', position + 4, position + 6));
    const length = isLong ? head.readUInt32LE(position + 8) : head.readUInt16LE(position + 6);
    const value = position + (isLong ? 12 : 8);
    const element = head.readUInt16LE(position + 2);
    if (element === TRANSFER_SYNTAX_ELEMENT && isDeflatedUid(head, value, length)) {
      uidOffset = value;
    }
    position = value + length;
  }
  return uidOffset === undefined || position > head.length
    ? undefined
    : { start: position, uidOffset };
}

function isDeflatedUid(head: Buffer, offset: number, length: number): boolean {
  return head.toString('latin1', offset, offset + length).replace(/[\0 ]+$/, '') === DEFLATED;
}

/**
 * What `read` makes of the inflated file: an Explicit VR Little Endian one that names itself so only
 * while it is read. What is read from it later finds its true transfer syntax.
 */
export function readInflated<T>(
  inflated: Buffer,
  { uidOffset }: DeflatedFile,
  read: (bytes: Buffer) => T,
): T {
  inflated.write(EXPLICIT_LITTLE_ENDIAN.padEnd(DEFLATED.length, '\0'), uidOffset, 'latin1');
  try {
    return read(inflated);
  } finally {
    inflated.write(DEFLATED, uidOffset, 'latin1');
  }
}
