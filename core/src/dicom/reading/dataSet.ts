/** One data element (PS3.5 §7.1): where its value lies, not yet what it says. */
export interface DataElement {
  /** As the file gives it; absent in Implicit VR. */
  readonly vr?: string;
  /** Of the value, in the data set's bytes. */
  readonly offset: number;
  /** Of the value; {@link UNDEFINED_LENGTH} only for encapsulated pixel data. */
  readonly length: number;
  /** Of a sequence of undefined length, whose end only its items tell. */
  readonly items?: readonly DataSet[];
}

/** The elements of a data set or of a sequence item, by tag: group and element as one number. */
export interface DataSet {
  readonly bytes: Uint8Array;
  readonly isExplicit: boolean;
  readonly elements: ReadonlyMap<number, DataElement>;
}

type DataSetReason =
  | 'malformed-object.nested-too-deeply'
  | 'malformed-object.no-item'
  | 'malformed-object.no-fragment'
  | 'malformed-object.element-too-long'
  | 'malformed-object.ends-early';

/** Thrown where bytes are no data set, or end within one; it has nothing of what they say. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';

  constructor(readonly reason: DataSetReason) {
    super(reason);
  }
}

export const UNDEFINED_LENGTH = 0xffffffff;

/** Float, double and integer pixels: an image has one of them (PS3.3 C.7.6.24, C.7.6.25, C.7.6.3). */
const PIXELS: ReadonlySet<number> = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);
const ITEM = 0xfffee000;
const ITEM_DELIMITATION = 0xfffee00d;
const SEQUENCE_DELIMITATION = 0xfffee0dd;
const DELIMITER_BYTES = 8;

/** Explicit VRs with a length of two bytes; any other, also a future one, has four (PS3.5 §7.1.2). */
const SHORT_LENGTH_VRS: ReadonlySet<string> = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' '),
);

/** Sequences in sequences: real objects stay below ten, and a stack must not overflow. */
const MAXIMUM_DEPTH = 64;

/**
 * Reads the little-endian data set that begins at `start`, up to and with its pixel data: values
 * stay where they are, so this costs little more than the elements it steps over. Own code, because
 * dicom-parser misreads the VRs OV, SV and UV and cannot read from a part of a file.
 *
 * @param bytes may end after the header of the pixel data
 * @throws DataSetError
 */
export function readDataSet(bytes: Uint8Array, start: number, isExplicit: boolean): DataSet {
  return new DataSetReader(bytes, start).dataSet(bytes.length, isExplicit, 0);
}

/**
 * Reads the File Meta Information (PS3.10 §7.1) that begins at `start`.
 *
 * @throws DataSetError
 */
export function readFileMeta(bytes: Uint8Array, start: number): { meta: DataSet; end: number } {
  const reader = new DataSetReader(bytes, start);
  const meta = reader.group(0x0002);
  return { meta, end: reader.position };
}

/**
 * Items of an element that is known to be a sequence, whatever VR the file gives it: as UN it is
 * Implicit VR inside (PS3.5 §6.2.2).
 *
 * @throws DataSetError
 */
export function readItems(
  { bytes, isExplicit }: DataSet,
  element: DataElement,
): readonly DataSet[] {
  if (element.items) return element.items;
  const end = element.offset + element.length;
  return new DataSetReader(bytes, element.offset).items(end, isExplicit && element.vr === 'SQ', 1);
}

class DataSetReader {
  constructor(
    private readonly bytes: Uint8Array,
    public position: number,
  ) {}

  /** Elements up to `end`, or to the delimiter of an item of undefined length. */
  dataSet(end: number | undefined, isExplicit: boolean, depth: number): DataSet {
    const elements = new Map<number, DataElement>();
    while (this.isBefore(end)) {
      const tag = this.tag();
      if (tag === ITEM_DELIMITATION) {
        this.uint32();
        break;
      }
      const isLast = PIXELS.has(tag) && depth === 0;
      elements.set(tag, this.element(isExplicit, isLast, depth));
      if (isLast) break;
    }
    return { bytes: this.bytes, isExplicit, elements };
  }

  /** The elements of one group, Explicit VR. */
  group(number: number): DataSet {
    const elements = new Map<number, DataElement>();
    while (this.position < this.bytes.length) {
      const start = this.position;
      const tag = this.tag();
      if (tag >>> 16 !== number) {
        this.position = start;
        break;
      }
      elements.set(tag, this.element(true, false, 0));
    }
    return { bytes: this.bytes, isExplicit: true, elements };
  }

  /** Items up to `end`, or to the delimiter of a sequence of undefined length. */
  items(end: number | undefined, isExplicit: boolean, depth: number): DataSet[] {
    if (depth > MAXIMUM_DEPTH) throw new DataSetError('malformed-object.nested-too-deeply');
    const items: DataSet[] = [];
    while (this.isBefore(end)) {
      const tag = this.tag();
      const length = this.uint32();
      if (tag === SEQUENCE_DELIMITATION) break;
      if (tag !== ITEM) throw new DataSetError('malformed-object.no-item');
      const itemEnd = length === UNDEFINED_LENGTH ? undefined : this.position + length;
      items.push(this.dataSet(itemEnd, isExplicit, depth));
    }
    return items;
  }

  /** What follows a tag; the position is then behind the value, unless that is left unread. */
  private element(isExplicit: boolean, isLeftUnread: boolean, depth: number): DataElement {
    const vr = isExplicit ? this.vr() : undefined;
    const length = this.length(vr);
    const offset = this.position;
    const element = vr === undefined ? { offset, length } : { vr, offset, length };
    if (isLeftUnread) return element;
    if (length !== UNDEFINED_LENGTH) {
      this.position += length;
      if (this.position > this.bytes.length) throw endsEarly();
      return element;
    }
    if (vr === undefined || vr === 'SQ' || vr === 'UN') {
      const items = this.items(undefined, vr === 'SQ', depth + 1);
      return { ...element, length: this.position - DELIMITER_BYTES - offset, items };
    }
    this.skipFragments();
    return { ...element, length: this.position - DELIMITER_BYTES - offset };
  }

  /** Encapsulated data that are not the image's, e.g. in an icon. */
  private skipFragments(): void {
    for (;;) {
      const tag = this.tag();
      const length = this.uint32();
      if (tag === SEQUENCE_DELIMITATION) return;
      if (tag !== ITEM || length === UNDEFINED_LENGTH) {
        throw new DataSetError('malformed-object.no-fragment');
      }
      this.position += length;
    }
  }

  /** Without an end, only a delimiter ends the list, and running out of bytes throws. */
  private isBefore(end: number | undefined): boolean {
    if (end === undefined || this.position < end) return true;
    if (this.position === end) return false;
    throw new DataSetError('malformed-object.element-too-long');
  }

  private length(vr: string | undefined): number {
    if (vr === undefined) return this.uint32();
    if (SHORT_LENGTH_VRS.has(vr)) return this.uint16();
    this.position += 2;
    return this.uint32();
  }

  private vr(): string {
    this.require(2);
    const at = this.position;
    this.position += 2;
    return String.fromCharCode(this.bytes[at]!, this.bytes[at + 1]!);
  }

  private tag(): number {
    const group = this.uint16();
    return group * 0x10000 + this.uint16();
  }

  private uint16(): number {
    this.require(2);
    const at = this.position;
    this.position += 2;
    return this.bytes[at]! | (this.bytes[at + 1]! << 8);
  }

  private uint32(): number {
    const low = this.uint16();
    return low + this.uint16() * 0x10000;
  }

  private require(count: number): void {
    if (this.position + count > this.bytes.length) throw endsEarly();
  }
}

const endsEarly = (): DataSetError => new DataSetError('malformed-object.ends-early');
