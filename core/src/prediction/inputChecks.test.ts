import { fallbackOf } from '../contract/fallback.js';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { Acquisition } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import type { Device } from '../contract/device.js';
import { viewsInputOf } from '../inference/modelInputs.js';
import * as checks from './inputChecks.js';
import type { Lesion } from '../contract/prediction.js';

const manifest = manifestFixture();
const { cube } = viewsInputOf(manifest);

const lesion: Lesion = {
  label: 'Lesion 1',
  trackingUid: '2.25.1',
  centroidLps: [0, 0, 0],
  volumeMm3: 500,
  voxelCount: 500,
  longestDiameterMm: 5,
  sliceCount: 3,
  partCount: 1,
  fractionInField: 1,
};

const gridOf = (sliceSpacing: number): Grid => ({
  size: [2, 2, 2],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, sliceSpacing],
  ],
});

const device: Device = {
  runtime: 'onnxruntime-node',
  runtimeVersion: '1.0.0',
  backend: 'cpu',
  name: 'CPU',
};

test('demonstration weights are always named, research weights not', () => {
  expect(checks.checkModelStatus(manifest)?.code).toBe('demonstration-weights');
  expect(checks.checkModelStatus({ ...manifest, status: 'research' })).toBeUndefined();
});

test('demonstration weights are not for a CT that calls itself no phantom, nor for one that says nothing', () => {
  const research = { ...manifest, status: 'research' as const };
  for (const ofPatient of [{}, { isPhantom: false }]) {
    expect(checks.checkSubject(manifest, ofPatient)).toMatchObject({
      code: 'not-from-patients',
      level: 'caution',
      message: expect.stringContaining('Its result says nothing about this patient.') as string,
    });
    expect(checks.checkSubject(research, ofPatient)).toBeUndefined();
  }
  expect(checks.checkSubject(manifest, { isPhantom: true })).toBeUndefined();
});

test.each([
  [
    { fieldMm: 64, fractionInside: 0.876, clearanceMm: -9 },
    'lesion-exceeds-field',
    /^12 % of the lesion .* 64 mm field/,
  ],
  [
    { fieldMm: 64, fractionInside: 0.999, clearanceMm: -0.2 },
    'lesion-exceeds-field',
    /^less than 1 % of the lesion/,
  ],
  [
    { fieldMm: 64, fractionInside: 1, clearanceMm: 0.5 },
    'lesion-touches-field',
    /within 0\.5 mm .* 64 mm field/,
  ],
])('a lesion in the field as %j', (coverage, code, message) => {
  const warning = checks.checkField(coverage, cube);
  expect(warning?.code).toBe(code);
  expect(warning?.message).toMatch(message);
});

test('a lesion one sample away from the border of the field is fine', () => {
  const coverage = { fieldMm: 64, fractionInside: 1, clearanceMm: 1 };
  expect(checks.checkField(coverage, cube)).toBeUndefined();
});

test('size, slices and parts have limits, and are fine at them', () => {
  expect(checks.checkLesionSize(lesion)).toBeUndefined();
  expect(checks.checkLesionSize({ ...lesion, longestDiameterMm: 4.94 })?.message).toMatch(
    /4\.94 mm/,
  );
  expect(checks.checkSliceCount(lesion)).toBeUndefined();
  expect(checks.checkSliceCount({ ...lesion, sliceCount: 1 })?.message).toMatch(/on 1 slice;/);
  expect(checks.checkSliceCount({ ...lesion, sliceCount: 2 })?.message).toMatch(/on 2 slices;/);
  expect(checks.checkParts(lesion)).toBeUndefined();
  expect(checks.checkParts({ ...lesion, partCount: 4 })?.message).toMatch(/4 separate parts/);
});

test.each<[Acquisition, number, RegExp | undefined]>([
  [{ sliceThicknessMm: 3 }, 3, undefined],
  [{ sliceThicknessMm: 3.2 }, 3, /3\.2 mm thick; more than 3 mm/],
  [{ sliceThicknessMm: 5 }, 2.5, /5 mm thick/],
  [{}, 3.75, /3\.75 mm thick/],
  [{ sliceThicknessMm: 1 }, 1, undefined],
])('slices of %j, %f mm apart', (acquisition, sliceSpacing, message) => {
  const warning = checks.checkSliceThickness(acquisition, gridOf(sliceSpacing));
  if (message) expect(warning?.message).toMatch(message);
  else expect(warning).toBeUndefined();
});

test.each([
  ['CHEST', false],
  ['Thorax', false],
  ['CHESTABDPELVIS', false],
  ['WHOLEBODY', false],
  ['LUNG', false],
  ['PULMONARY ART', false],
  ['BRONCHUS', false],
  ['MEDIASTINUM', false],
  ['PLEURA', false],
  ['HILUM', false],
  ['HEART', false],
  ['RIB', false],
  ['TRUNK', false],
  [undefined, false],
  ['HEAD', true],
  ['ABDOMEN', true],
])('body part %s', (bodyPartExamined, warned) => {
  const warning = checks.checkBodyPart(bodyPartExamined ? { bodyPartExamined } : {});
  expect(warning?.code).toBe(warned ? 'not-chest' : undefined);
});

test('a number is told with three digits, a share as a whole percentage', () => {
  const diameter = (mm: number) =>
    checks.checkLesionSize({ ...lesion, longestDiameterMm: mm })!.values;
  expect(diameter(4.9449)).toEqual({ diameter: 4.94, least: 5 });
  expect(diameter(3)).toEqual({ diameter: 3, least: 5 });
  const share = (fractionInside: number) =>
    checks.checkField({ fieldMm: 64, fractionInside, clearanceMm: -1 }, cube)!.values;
  expect(share(0.994)).toEqual({ share: 'trace', field: 64 });
  expect(share(0.98)).toEqual({ share: '2 %', field: 64 });
});

test('contrast is unknown unless the CT names an agent', () => {
  expect(checks.checkContrast({})?.code).toBe('contrast-unknown');
  expect(checks.checkContrast({ contrastBolusAgent: 'IOHEXOL' })).toBeUndefined();
});

test('a slower device is named with the reason', () => {
  expect(checks.checkDevice(device)).toEqual([]);
  const slower = fallbackOf([
    { why: 'emulated', values: { adapter: 'SwiftShader' } },
    { why: 'one-thread' },
  ]);
  expect(checks.checkDevice({ ...device, backend: 'wasm', ...slower })).toEqual([
    {
      code: 'device-fallback',
      level: 'note',
      message:
        'The model ran on WASM. This browser only emulates WebGPU on the processor (SwiftShader).',
      values: { backend: 'wasm', why: 'emulated', adapter: 'SwiftShader' },
    },
    {
      code: 'device-fallback',
      level: 'note',
      message:
        'The model ran on WASM. The server does not send COOP/COEP headers, so WASM runs on one thread.',
      values: { backend: 'wasm', why: 'one-thread' },
    },
  ]);
});

test('a reason that is stated in words only is told in these', () => {
  const text = (backend: string) =>
    checks
      .checkDevice({ ...device, backend, fallbackReason: 'Why.' })
      .map(({ message }) => message)
      .join();
  expect(text('webgpu')).toBe('The model ran on WebGPU. Why.');
  expect(text('cpu')).toBe('The model ran on the CPU. Why.');
  expect(text('toString')).toBe('The model ran on toString. Why.');
});
