import dicomParser from 'dicom-parser';
import { readdirSync } from 'node:fs';
import { goldenBytes, goldenPath } from '../../../../test/support/dicomFiles.js';
import type { DataSet } from './dataSet.js';
import { DataSetError, readDataSet, readFileMeta, readItems, UNDEFINED_LENGTH } from './dataSet.js';

/** Bytes from hexadecimal text; a quoted part is ASCII. */
function bytes(text: string): Uint8Array {
  const hex = text.replace(/'([^']*)'/g, (_, ascii: string) => Buffer.from(ascii).toString('hex'));
  return new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

const explicit = (text: string) => readDataSet(bytes(text), 0, true);
const implicit = (text: string) => readDataSet(bytes(text), 0, false);

/** Value of (0008,0100), two characters. */
function codeValue({ bytes: all, elements }: DataSet): string {
  const { offset, length } = elements.get(0x00080100)!;
  return Buffer.from(all.subarray(offset, offset + length)).toString();
}

const ITEM_CODE = "08000001 'SH' 0200 'A1'";
const IMPLICIT_CODE = "08000001 02000000 'B2'";

describe('an element', () => {
  test('has a length of two or four bytes by its VR, also one that is not known yet', () => {
    const { elements } = explicit(
      "08000001 'SH' 0200 'A1'  09000110 'UV' 0000 08000000 0102030405060708  " +
        "09000210 'ZZ' 0000 02000000 0102  10002000 'LO' 0200 'B2'",
    );
    expect([...elements.entries()].map(([tag, { vr, length }]) => [tag, vr, length])).toEqual([
      [0x00080100, 'SH', 2],
      [0x00091001, 'UV', 8],
      [0x00091002, 'ZZ', 2],
      [0x00100020, 'LO', 2],
    ]);
  });

  test('is the last one where it is the pixel data, and need not be there itself', () => {
    const data = explicit("28000000 'US' 0200 0100  E07F1000 'OW' 0000 00100000");
    expect(data.elements.get(0x7fe00010)).toEqual({ vr: 'OW', offset: 22, length: 4096 });
    const encapsulated = explicit("E07F1000 'OB' 0000 FFFFFFFF FEFF00E0 00000000");
    expect(encapsulated.elements.get(0x7fe00010)!.length).toBe(UNDEFINED_LENGTH);
  });

  test('of undefined length that is no sequence is stepped over fragment by fragment', () => {
    const { elements } = explicit(
      `09000110 'OB' 0000 FFFFFFFF  FEFF00E0 04000000 08000001  FEFFDDE0 00000000  ${ITEM_CODE}`,
    );
    expect([...elements.keys()]).toEqual([0x00091001, 0x00080100]);
  });
});

describe('a sequence', () => {
  const items = (data: DataSet) => readItems(data, data.elements.get(0x00081115)!);

  test.each([
    ['of known length', `08001511 'SQ' 0000 12000000 FEFF00E0 0A000000 ${ITEM_CODE}`],
    [
      'of undefined length',
      `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 0A000000 ${ITEM_CODE} FEFFDDE0 00000000`,
    ],
    [
      'whose items have undefined length',
      `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF ${ITEM_CODE} FEFF0DE0 00000000 FEFFDDE0 00000000`,
    ],
    [
      'as UN of undefined length, implicit inside',
      `08001511 'UN' 0000 FFFFFFFF FEFF00E0 0A000000 ${IMPLICIT_CODE} FEFFDDE0 00000000`,
    ],
    [
      'as UN of known length, implicit inside',
      `08001511 'UN' 0000 12000000 FEFF00E0 0A000000 ${IMPLICIT_CODE}`,
    ],
  ])('%s', (_, text) => {
    const data = explicit(`${text} 10002000 'LO' 0200 'C3'`);
    expect([...data.elements.keys()]).toEqual([0x00081115, 0x00100020]);
    expect(items(data)).toHaveLength(1);
    expect(codeValue(items(data)[0]!)).toBe(text.includes('UN') ? 'B2' : 'A1');
  });

  test('in Implicit VR, also nested and private', () => {
    const inner = `08001511 FFFFFFFF FEFF00E0 FFFFFFFF ${IMPLICIT_CODE} FEFF0DE0 00000000 FEFFDDE0 00000000`;
    const data = implicit(
      `09000110 FFFFFFFF FEFF00E0 FFFFFFFF ${inner} FEFF0DE0 00000000 FEFFDDE0 00000000 ${inner}`,
    );
    expect([...data.elements.keys()]).toEqual([0x00091001, 0x00081115]);
    expect(codeValue(items(data)[0]!)).toBe('B2');
    expect(codeValue(items(data.elements.get(0x00091001)!.items![0]!)[0]!)).toBe('B2');
  });

  test('keeps its pixel data inside: an icon does not end the data set', () => {
    const data = explicit(
      `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF E07F1000 'OW' 0000 02000000 0000 FEFF0DE0 00000000 FEFFDDE0 00000000 ${ITEM_CODE}`,
    );
    expect(data.elements.has(0x00080100)).toBe(true);
  });
});

describe('refuses', () => {
  test.each([
    ['a value that ends early', "08000001 'SH' 0400 'A1'"],
    ['a tag without a length', '08000001'],
    ['a sequence without its end', `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 0A000000 ${ITEM_CODE}`],
    ['an item without its end', `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF ${ITEM_CODE}`],
    ['a sequence of something else', "08001511 'SQ' 0000 FFFFFFFF 08000001 04000000"],
    ['fragments of something else', "09000110 'OB' 0000 FFFFFFFF 08000001 04000000"],
    [
      'an element longer than its item',
      `08001511 'SQ' 0000 FFFFFFFF FEFF00E0 08000000 ${ITEM_CODE} FEFFDDE0 00000000`,
    ],
    ['sequences without bottom', "08001511 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF ".repeat(100_000)],
  ])('%s', (_, text) => {
    expect(() => explicit(text)).toThrow(DataSetError);
  });
});

/** Every top-level element lies where dicom-parser finds it, which cannot read UV and OV. */
const fixtures = readdirSync(goldenPath('.'), { recursive: true, encoding: 'utf8' }).filter(
  (name) =>
    name.endsWith('.dcm') && !/deflated\.dcm|big-endian|un-|-un\.dcm|offsets-extended/.test(name),
);
test.each(fixtures)('%s', (name) => {
  const file = goldenBytes(name);
  const parsed = dicomParser.parseDicom(file, { untilTag: 'x7fe00010' });
  const { meta, end } = readFileMeta(file, 132);
  const data = readDataSet(file, end, parsed.string('x00020010') !== '1.2.840.10008.1.2');
  const ours = [...meta.elements, ...data.elements].map(([tag, { offset, length }]) => [
    `x${tag.toString(16).padStart(8, '0')}`,
    offset,
    length,
  ]);
  const theirs = Object.values(parsed.elements).map((e) => [e.tag, e.dataOffset, e.length]);
  expect(ours.sort()).toEqual(theirs.sort());
});
