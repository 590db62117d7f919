import { gzipSync } from 'fflate';
import { isNrrd, readNrrdFile } from './nrrd.js';

const header = (fields: Readonly<Record<string, string>>) =>
  ['NRRD0004', '# comment: ignored', ...Object.entries(fields).map((f) => f.join(': '))].join(
    '\n',
  ) + '\n\n';
const FIELDS = {
  type: 'short',
  dimension: '3',
  space: 'right-anterior-superior',
  sizes: '2 3 1',
  'space directions': '(0.5,0,0) (0,2,0) (0,0,3)',
  endian: 'little',
  encoding: 'gzip',
  'space origin': '(10,-20,30)',
};
const VOXELS = Int16Array.of(-1000, 1, 2, 3, 4, 500);

function file(fields: Readonly<Record<string, string>>, body: Uint8Array): Uint8Array {
  return new Uint8Array([...new TextEncoder().encode(header(fields)), ...body]);
}
const raw = new Uint8Array(VOXELS.buffer);

test.each([
  ['gzip', gzipSync(raw)],
  ['raw', raw],
])('reads %s voxels, and turns the grid from RAS to LPS', (encoding, body) => {
  const bytes = file({ ...FIELDS, encoding }, body);
  expect(isNrrd(bytes)).toBe(true);
  const { grid, voxels } = readNrrdFile(bytes, 'x.nrrd');
  expect(voxels).toEqual(VOXELS);
  expect(grid.size).toEqual([2, 3, 1]);
  expect(grid.origin).toEqual([-10, 20, 30]);
  expect(grid.axes[0][0]).toBe(-0.5);
  expect(grid.axes[1][1]).toBe(-2);
  expect(grid.axes[2][2]).toBe(3);
});

test.each([
  ['another file', new TextEncoder().encode('DICM'), 'malformed-object'],
  ['a damaged file', file(FIELDS, raw), 'malformed-object'],
  ['a short file', file({ ...FIELDS, sizes: '2 3 2' }, gzipSync(raw)), 'truncated-pixel-data'],
  ['other encodings', file({ ...FIELDS, encoding: 'bzip2' }, raw), 'unsupported-object'],
  ['big-endian voxels', file({ ...FIELDS, endian: 'big' }, raw), 'unsupported-object'],
  [
    'axes in one plane',
    file({ ...FIELDS, 'space directions': '(1,0,0) (0,1,0) (1,1,0)' }, gzipSync(raw)),
    'malformed-object',
  ],
  ['sizes that are none', file({ ...FIELDS, sizes: '2 -3 -1' }, raw), 'unsupported-object'],
  [
    'a claim of terabytes',
    file({ ...FIELDS, sizes: '65536 65536 512' }, raw),
    'unsupported-object',
  ],
  ['four dimensions', file({ ...FIELDS, sizes: '2 3 1 2' }, raw), 'unsupported-object'],
  ['no place in space', file({ ...FIELDS, space: '3D' }, gzipSync(raw)), 'unsupported-object'],
])('refuses %s', (_, bytes, code) => {
  expect(() => readNrrdFile(bytes, 'x.nrrd')).toThrow(expect.objectContaining({ code }));
});
