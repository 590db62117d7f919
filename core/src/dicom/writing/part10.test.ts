import { deflateSync } from 'fflate';
import { jest } from '@jest/globals';
import { MutationPredictionError } from '../../errors.js';
import type { NaturalisedDataset } from './naturalisedDataset.js';
import { decodePart10, encodePart10 } from './part10.js';

// Before the first call: dcmjs binds the console's methods when it is loaded.
const consoleMethods = (['log', 'info', 'warn', 'error'] as const).map((method) =>
  jest.spyOn(console, method).mockImplementation(() => {}),
);
afterAll(() => consoleMethods.forEach((method) => method.mockRestore()));

const DATASET: NaturalisedDataset = {
  SpecificCharacterSet: 'ISO_IR 192',
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.34',
  SOPInstanceUID: '2.25.1',
  PatientName: 'Müller^Jörg',
  PatientID: '',
  InstanceNumber: '3',
  ReferencedPerformedProcedureStepSequence: [],
  MeasuredValueSequence: [{ NumericValue: '0.731234123', FloatingPointValue: 0.7312341234512345 }],
};

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'no error',
    (error: unknown) => (error instanceof MutationPredictionError ? error.code : error),
  );

test('keeps text, empty attributes and every bit of a double', async () => {
  const read = await decodePart10(await encodePart10(DATASET));
  expect(String(read['PatientName'])).toBe('Müller^Jörg');
  expect(read['PatientID']).toBe('');
  expect(read['ReferencedPerformedProcedureStepSequence']).toEqual([]);
  const measured = (read['MeasuredValueSequence'] as { FloatingPointValue: number }[])[0]!;
  expect(measured.FloatingPointValue).toBe(0.7312341234512345);
});

test('writes a Part 10 file in Explicit VR Little Endian under our own implementation', async () => {
  const bytes = new Uint8Array(await encodePart10(DATASET));
  const text = new TextDecoder('latin1').decode(bytes);
  expect(text.slice(128, 132)).toBe('DICM');
  expect(text).toContain('1.2.840.10008.1.2.1\0');
  expect(text).toContain('OHIF_MUTPRED_1');
  // InstanceNumber (0020,0013), explicit VR IS, two bytes, padded.
  expect(text).toContain('\x20\x00\x13\x00IS\x02\x003 ');
});

test.each<[string, NaturalisedDataset]>([
  ['a keyword that DICOM does not know', { ...DATASET, PatientNam: 'A' }],
  ['one within a sequence', { ...DATASET, MeasuredValueSequence: [{ NumericValu: '1' }] }],
  ['a short string over 16 characters', { ...DATASET, StudyID: '12345678901234567' }],
  [
    'a decimal over 16',
    { ...DATASET, MeasuredValueSequence: [{ NumericValue: '0.123456789012345' }] },
  ],
  ['a name group over 64', { ...DATASET, PatientName: 'x'.repeat(65) }],
])('refuses %s and quotes no value', async (_, dataset) => {
  const attempt = encodePart10(dataset);
  expect(await codeOf(attempt)).toBe('malformed-object');
  await expect(attempt).rejects.not.toThrow(/xxx|1234/);
});

test('says what is not DICOM', async () => {
  expect(await codeOf(decodePart10(new Uint8Array(200)))).toBe('not-dicom');
  const truncated = (await encodePart10(DATASET)).slice(0, 300);
  expect(await codeOf(decodePart10(truncated))).toBe('malformed-object');
});

describe('a deflated file', () => {
  async function deflated(dataSet: Uint8Array): Promise<Uint8Array> {
    const explicit = new Uint8Array(await encodePart10(DATASET));
    const text = new TextDecoder('latin1').decode(explicit);
    const meta = explicit.subarray(132, text.indexOf('\x08\0\x05\0CS'));
    const syntax = text.indexOf('1.2.840.10008.1.2.1\0') - 132 - 8;
    const longer = new TextEncoder().encode('1.2.840.10008.1.2.1.99');
    return new Uint8Array([
      ...explicit.subarray(0, 132),
      ...meta.subarray(0, syntax),
      ...[0x02, 0, 0x10, 0, 0x55, 0x49, longer.length, 0],
      ...longer,
      ...meta.subarray(syntax + 28),
      ...deflateSync(dataSet),
    ]);
  }

  test('is read as the one that it was made of', async () => {
    const explicit = new Uint8Array(await encodePart10(DATASET));
    const start = new TextDecoder('latin1').decode(explicit).indexOf('\x08\0\x05\0CS');
    const read = await decodePart10(await deflated(explicit.subarray(start)));
    expect(String(read['PatientName'])).toBe('Müller^Jörg');
    expect(read).toEqual(await decodePart10(explicit));
  });

  test('is refused when it inflates to more than any report holds, or not at all', async () => {
    const bomb = await deflated(new Uint8Array(65 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(decodePart10(bomb))).toBe('malformed-object');
    const damaged = (await deflated(new Uint8Array(1000).fill(65))).fill(255, -12);
    expect(await codeOf(decodePart10(damaged))).toBe('malformed-object');
  });
});

test('lets dcmjs log nothing, since it quotes values', async () => {
  const bytes = new Uint8Array(await encodePart10(DATASET));
  const text = new TextDecoder('latin1').decode(bytes);
  // An unknown VR for InstanceNumber: dcmjs would warn "Invalid vr type".
  bytes.set([0x3f, 0x3f], text.indexOf('\x20\x00\x13\x00IS') + 4);
  await decodePart10(bytes).catch(() => {});
  for (const method of consoleMethods) expect(method).not.toHaveBeenCalled();
});
