import { MutationPredictionError } from '../../errors.js';
import type { DecodeText } from './characterSet.js';
import { textDecoderFor } from './characterSet.js';
import type { DataElement, DataSet } from './dataSet.js';
import { DataSetError, readItems } from './dataSet.js';
import type { Keyword } from './tags.js';
import { TAGS } from './tags.js';

type AttributeReason =
  | 'malformed-object.damaged-attribute'
  | 'malformed-object.no-attribute'
  | 'malformed-object.attribute-not-a-number';

/**
 * Typed access to the attributes of a data set or of a sequence item. An absent or empty attribute
 * is `undefined` (or an empty list); one that cannot be what its VR says throws `malformed-object`.
 */
export class DicomAttributes {
  /**
   * @param objectName names the object in errors
   * @param enclosing whose character set holds for a sequence item without its own
   */
  constructor(
    private readonly dataSet: DataSet,
    readonly objectName: string,
    private readonly enclosing?: DicomAttributes,
  ) {}

  has(keyword: Keyword): boolean {
    return this.element(keyword) !== undefined;
  }

  /** First value of a text attribute (LO, SH, PN, LT), decoded by the data set's character set. */
  text(keyword: Keyword): string | undefined {
    const bytes = this.bytes(keyword);
    if (!bytes) return undefined;
    const text = this.decodeText()(bytes)
      .split('\\', 1)[0]!
      .replace(/[\0 ]+$/, '')
      .trimStart();
    return text === '' ? undefined : text;
  }

  /** First value of an attribute in the default repertoire (UI, CS, DA, TM, AS). */
  ascii(keyword: Keyword): string | undefined {
    return this.asciiValues(keyword)[0] || undefined;
  }

  asciiValues(keyword: Keyword): string[] {
    const bytes = this.bytes(keyword);
    if (!bytes) return [];
    return latin1(bytes)
      .split('\\')
      .map((value) => value.replace(/[\0 ]+$/, '').trimStart());
  }

  /** All values of a DS attribute. */
  decimals(keyword: Keyword): number[] {
    return this.asciiValues(keyword)
      .filter((value) => value !== '')
      .map((value) => this.finite(keyword, value));
  }

  /** First value of a DS or IS attribute. */
  decimal(keyword: Keyword): number | undefined {
    const value = this.ascii(keyword);
    return value === undefined ? undefined : this.finite(keyword, value);
  }

  /** Value of a US attribute. */
  uint16(keyword: Keyword): number | undefined {
    const bytes = this.bytes(keyword);
    return bytes && bytes.length >= 2 ? bytes[0]! | (bytes[1]! << 8) : undefined;
  }

  /** Value of a UL attribute. */
  uint32(keyword: Keyword): number | undefined {
    const bytes = this.bytes(keyword);
    if (!bytes || bytes.length < 4) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  /** Value of an FL attribute. */
  float32(keyword: Keyword): number | undefined {
    const bytes = this.bytes(keyword);
    if (!bytes || bytes.length < 4) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  }

  /** Value of an FD attribute. */
  float64(keyword: Keyword): number | undefined {
    const bytes = this.bytes(keyword);
    if (!bytes || bytes.length < 8) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  /** Values of an OV attribute, as far as numbers are exact; none when it is absent. */
  uint64s(keyword: Keyword): number[] {
    const bytes = this.bytes(keyword);
    if (!bytes) return [];
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / 8) }, (_, n) =>
      Number(data.getBigUint64(8 * n, true)),
    );
  }

  /** Items of a sequence; none when it is absent. */
  items(keyword: Keyword): DicomAttributes[] {
    const element = this.element(keyword);
    if (!element) return [];
    try {
      return readItems(this.dataSet, element).map(
        (item) => new DicomAttributes(item, this.objectName, this),
      );
    } catch (error) {
      if (error instanceof DataSetError) this.fail('malformed-object.damaged-attribute', keyword);
      throw error;
    }
  }

  /** First item of a sequence. */
  item(keyword: Keyword): DicomAttributes | undefined {
    return this.items(keyword)[0];
  }

  requireAscii(keyword: Keyword): string {
    return this.ascii(keyword) ?? this.fail('malformed-object.no-attribute', keyword);
  }

  requireUint16(keyword: Keyword): number {
    return this.uint16(keyword) ?? this.fail('malformed-object.no-attribute', keyword);
  }

  /** Exactly `count` values of a DS attribute. */
  requireDecimals(keyword: Keyword, count: number): number[] {
    const values = this.decimals(keyword);
    if (values.length !== count) {
      throw new MutationPredictionError('malformed-object.attribute-count', {
        object: this.objectName,
        found: values.length,
        keyword,
        needed: count,
      });
    }
    return values;
  }

  /** Raw value bytes; `undefined` when absent or empty. */
  private bytes(keyword: Keyword): Uint8Array | undefined {
    const element = this.element(keyword);
    if (!element || element.length === 0 || element.items) return undefined;
    return this.dataSet.bytes.subarray(element.offset, element.offset + element.length);
  }

  private decodeText(): DecodeText {
    const characterSet = this.asciiValues('SpecificCharacterSet');
    return characterSet.length === 0 && this.enclosing
      ? this.enclosing.decodeText()
      : textDecoderFor(characterSet);
  }

  private element(keyword: Keyword): DataElement | undefined {
    return this.dataSet.elements.get(TAGS[keyword]);
  }

  private finite(keyword: Keyword, value: string): number {
    const number = Number(value);
    return Number.isFinite(number)
      ? number
      : this.fail('malformed-object.attribute-not-a-number', keyword);
  }

  private fail(reason: AttributeReason, keyword: Keyword): never {
    throw new MutationPredictionError(reason, { object: this.objectName, keyword });
  }
}

/** One character per byte; unlike `TextDecoder('latin1')` it has no windows-1252 exceptions. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Values of an attribute over items, each once. */
export function uniqueValues(items: readonly DicomAttributes[], keyword: Keyword): string[] {
  return [...new Set(items.flatMap((item) => item.ascii(keyword) ?? []))];
}

/** Frames of multi-frame images that Image SOP Instance References name, each once. */
export function referencedFrames(references: readonly DicomAttributes[]): string[] {
  const frames = references.flatMap((reference) =>
    reference
      .asciiValues('ReferencedFrameNumber')
      .map((frame) => `${reference.ascii('ReferencedSOPInstanceUID') ?? ''} ${frame}`),
  );
  return [...new Set(frames)];
}
