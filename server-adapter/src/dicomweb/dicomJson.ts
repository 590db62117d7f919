import { MutationPredictionError, textDecoderFor } from '@mutation-prediction/core';
import type { DataSet, Element } from 'dicom-parser';
import { resolveVr } from './dictionary.js';

/** The DICOM JSON Model (PS3.18 Annex F). Keys are eight upper-case hexadecimal digits. */
export type DicomJson = Record<string, DicomJsonElement>;

export interface DicomJsonElement {
  readonly vr: string;
  readonly Value?: readonly DicomJsonValue[];
  readonly InlineBinary?: string;
  readonly BulkDataURI?: string;
}

export type DicomJsonValue = string | number | null | DicomJson | { readonly Alphabetic: string };

const BINARY_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const TEXT_VRS = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const SINGLE_VALUE_VRS = new Set(['LT', 'ST', 'UR', 'UT']);

/** Values up to this size are cheaper inline than as a request of their own. */
const INLINE_LIMIT_BYTES = 1024;

/**
 * @param dataSet a data set or sequence item as parsed by dicom-parser
 * @param bulkDataUri URL of the value at a path such as `00089215/0/7FE00010`
 * @throws MutationPredictionError `malformed-object` when a value reaches past the file's end
 */
export function toDicomJson(dataSet: DataSet, bulkDataUri: (path: string) => string): DicomJson {
  return new JsonWriter(dataSet, bulkDataUri).write();
}

class JsonWriter {
  private readonly isSigned: boolean;
  private readonly decode: (bytes: Uint8Array) => string;

  constructor(
    private readonly dataSet: DataSet,
    private readonly bulkDataUri: (path: string) => string,
    private readonly parentPath = '',
    parent?: JsonWriter,
  ) {
    this.isSigned = (dataSet.uint16('x00280103') ?? Number(parent?.isSigned ?? false)) === 1;
    const characterSet = dataSet.string('x00080005');
    this.decode =
      parent && !characterSet ? parent.decode : textDecoderFor((characterSet ?? '').split('\\'));
  }

  write(): DicomJson {
    const json: DicomJson = {};
    for (const [key, element] of Object.entries(this.dataSet.elements)) {
      const tag = key.slice(1).toUpperCase();
      // File meta information is not part of the data set, group lengths are retired.
      if (tag.startsWith('0002') || tag.endsWith('0000') || tag === 'FFFEE00D') continue;
      json[tag] = this.element(tag, element);
    }
    // JSON is UTF-8, whatever the file was.
    if (json['00080005']) json['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] };
    return json;
  }

  private element(tag: string, element: Element): DicomJsonElement {
    const vr = element.items ? 'SQ' : resolveVr(element.vr, this.isSigned);
    const path = `${this.parentPath}${tag}`;
    if (tag === '7FE00010') return { vr, BulkDataURI: this.bulkDataUri(path) };
    if (element.items) return withValue('SQ', this.items(element.items, path));
    if (element.length === 0 || vr === 'SQ') return { vr };
    if (BINARY_VRS.has(vr)) return this.binary(vr, element, path);
    return withValue(vr, this.values(vr, element));
  }

  private items(items: readonly Element[], path: string): DicomJson[] {
    return items.map((item, index) =>
      item.dataSet
        ? new JsonWriter(item.dataSet, this.bulkDataUri, `${path}/${index}/`, this).write()
        : {},
    );
  }

  private binary(vr: string, element: Element, path: string): DicomJsonElement {
    if (element.length > INLINE_LIMIT_BYTES) return { vr, BulkDataURI: this.bulkDataUri(path) };
    return {
      vr,
      InlineBinary: Buffer.from(elementBytes(this.dataSet, element)).toString('base64'),
    };
  }

  private values(vr: string, element: Element): DicomJsonValue[] {
    const readNumber = NUMBER_READERS[vr];
    if (readNumber) return this.numbers(element, readNumber);
    const bytes = elementBytes(this.dataSet, element);
    const text = (TEXT_VRS.has(vr) ? this.decode : latin1)(bytes).replace(/[\0 ]+$/, '');
    if (SINGLE_VALUE_VRS.has(vr)) return [text];
    return text.split('\\').map((value) => textValue(vr, value.trim()));
  }

  private numbers(element: Element, [size, read]: NumberReader): DicomJsonValue[] {
    const bytes = elementBytes(this.dataSet, element);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const littleEndian = this.dataSet.byteArrayParser.readUint16(new Uint8Array([1, 0]), 0) === 1;
    const count = Math.floor(bytes.length / size);
    return Array.from({ length: count }, (_, i) => read(view, i * size, littleEndian));
  }
}

type NumberReader = readonly [
  bytesPerValue: number,
  read: (view: DataView, offset: number, littleEndian: boolean) => number | string,
];

const NUMBER_READERS: Readonly<Record<string, NumberReader>> = {
  US: [2, (view, at, le) => view.getUint16(at, le)],
  SS: [2, (view, at, le) => view.getInt16(at, le)],
  UL: [4, (view, at, le) => view.getUint32(at, le)],
  SL: [4, (view, at, le) => view.getInt32(at, le)],
  FL: [4, (view, at, le) => view.getFloat32(at, le)],
  FD: [8, (view, at, le) => view.getFloat64(at, le)],
  // 64-bit integers may not fit a JSON number; PS3.18 F.2.3 allows strings.
  UV: [8, (view, at, le) => view.getBigUint64(at, le).toString()],
  SV: [8, (view, at, le) => view.getBigInt64(at, le).toString()],
  AT: [4, (view, at, le) => hex4(view.getUint16(at, le)) + hex4(view.getUint16(at + 2, le))],
};

function textValue(vr: string, value: string): DicomJsonValue {
  if (value === '') return null;
  if (vr === 'PN') return personName(value);
  if (vr === 'DS' || vr === 'IS') return Number.isFinite(Number(value)) ? Number(value) : value;
  return value;
}

/** The component groups of a person name (PS3.5 §6.2.1). */
function personName(value: string): { Alphabetic: string } {
  const [Alphabetic = '', Ideographic, Phonetic] = value.split('=');
  return { Alphabetic, ...(Ideographic && { Ideographic }), ...(Phonetic && { Phonetic }) };
}

function withValue(vr: string, values: readonly DicomJsonValue[]): DicomJsonElement {
  const isEmpty = values.every((value) => value === null);
  return isEmpty ? { vr } : { vr, Value: values };
}

/** The value field of an element, as it lies in the file. */
export function elementBytes(dataSet: DataSet, element: Element): Uint8Array {
  const end = element.dataOffset + element.length;
  if (end > dataSet.byteArray.length) {
    throw new MutationPredictionError('malformed-object.attribute-cut');
  }
  return dataSet.byteArray.subarray(element.dataOffset, end);
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
