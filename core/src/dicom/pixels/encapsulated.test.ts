import { encapsulatedFrames } from './encapsulated.js';

const item = (...code: number[]): number[] => [
  0xfe,
  0xff,
  0x00,
  0xe0,
  code.length,
  0,
  0,
  0,
  ...code,
];
const END = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
const uint32 = (value: number): number[] => [value, 0, 0, 0];
const frames = (
  count: number,
  parts: number[][],
  extended?: Parameters<typeof encapsulatedFrames>[3],
) => encapsulatedFrames(new Uint8Array(parts.flat()), count, 'CT 1', extended);
const codes = (...all: number[][]) => all.map((code) => new Uint8Array(code));

test('one fragment for each frame', () => {
  expect(frames(2, [item(), item(1, 2), item(3, 4), END])).toEqual(codes([1, 2], [3, 4]));
});

test('all fragments for the only frame, also without the delimiter at the end', () => {
  expect(frames(1, [item(), item(1, 2), item(3, 4)])).toEqual(codes([1, 2, 3, 4]));
});

test('by the basic offset table', () => {
  const table = item(...uint32(0), ...uint32(20));
  expect(frames(2, [table, item(1, 2), item(3, 4), item(5, 6), END])).toEqual(
    codes([1, 2, 3, 4], [5, 6]),
  );
});

test('by the starts of codestreams', () => {
  expect(frames(2, [item(), item(0xff, 0xd8), item(3, 4), item(0xff, 0x4f), END])).toEqual(
    codes([0xff, 0xd8, 3, 4], [0xff, 0x4f]),
  );
});

test('by the extended offset table, whatever lies between, without padding', () => {
  const parts = [item(), item(1, 2), item(9, 9), item(5, 0), END];
  expect(frames(2, parts, { offsets: [0, 20], lengths: [2, 1] })).toEqual(codes([1, 2], [5]));
});

test.each([
  ['an empty value', 1, []],
  ['no fragments', 1, [item(), END]],
  ['fewer fragments than frames', 3, [item(), item(1, 2), item(3, 4), END]],
  ['fragments that nothing assigns', 2, [item(), item(1, 2), item(3, 4), item(5, 6), END]],
  [
    'a table that leads elsewhere',
    2,
    [item(...uint32(0), ...uint32(4)), item(1), item(2), item(3), END],
  ],
  ['a fragment cut off', 1, [item(), item(1, 2, 3, 4).slice(0, -2)]],
  ['something that is no fragment', 1, [item(), [1, 2, 3, 4, 0, 0, 0, 0], END]],
])('refuses %s', (_, count, parts) => {
  expect(() => frames(count, parts)).toThrow(/^The pixel data of CT 1 is incomplete: /);
});

test.each([
  ['an offset between fragments', { offsets: [0, 3], lengths: [2, 2] }],
  ['a length beyond its fragment', { offsets: [0, 10], lengths: [2, 3] }],
  ['fewer offsets than frames', { offsets: [0], lengths: [2] }],
  ['no lengths', { offsets: [0, 10], lengths: [] }],
])('refuses an extended offset table with %s', (_, table) => {
  expect(() => frames(2, [item(), item(1, 2), item(3, 4), END], table)).toThrow('offset table');
});
