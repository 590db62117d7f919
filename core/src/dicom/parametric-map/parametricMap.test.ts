import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource, goldenPath, goldenSources } from '../../../../test/support/dicomFiles.js';
import type { IndexBox } from '../../imaging/grid.js';
import { shiftGrid, wholeBox } from '../../imaging/gridGeometry.js';
import type { FloatVolume } from '../../imaging/volume.js';
import type { CtSeries } from '../ct/ctSeries.js';
import { readCtSeries } from '../ct/ctSeries.js';
import { parseDicomFile, readDicomHead } from '../reading/dicomFile.js';
import { decodePart10, encodePart10 } from '../writing/part10.js';
import type { ParametricMapDraft } from './parametricMapWriter.js';
import { buildParametricMap, encodeParametricMap } from './parametricMapWriter.js';
import { readParametricMap } from './readParametricMap.js';

const QUANTITY = { value: '130402', scheme: 'DCM', meaning: 'Class activation' };
const UNIT = { value: '1', scheme: 'UCUM', meaning: 'no units' };
const BOX: IndexBox = { lower: [3, 2, 1], upper: [20, 15, 5] };

let ct: CtSeries;
let folder: string;

beforeAll(async () => {
  ct = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  folder = mkdtempSync(join(tmpdir(), 'parametric-map-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Values with every bit of a float in use, none of them 0. */
function mapOn(box: IndexBox): FloatVolume {
  const grid = shiftGrid(ct.grid, box);
  const [width, height, depth] = grid.size;
  const data = Float32Array.from(
    { length: width * height * depth },
    (_, n) => Math.sin(n + 1) ** 3 / 3,
  );
  return { grid, data };
}

const draft = (map: FloatVolume, more: Partial<ParametricMapDraft> = {}): ParametricMapDraft => ({
  ct,
  studyAttributes: ct.studyAttributes,
  map,
  quantity: QUANTITY,
  unit: UNIT,
  explanation: 'Class activation for EGFR',
  algorithm: { name: 'Nine views', version: '1.0.0', parameters: ['target=EGFR'] },
  contributingEquipment: [
    {
      PurposeOfReferenceCodeSequence: [
        { CodeValue: '109102', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Processing Equipment' },
      ],
      Manufacturer: 'Us',
    },
  ],
  seriesDescription: 'Activation map EGFR',
  seriesNumber: 9600,
  now: new Date(2026, 0, 2, 3, 4, 5),
  ...more,
});

const encode = (map: FloatVolume) => encodeParametricMap(buildParametricMap(draft(map)));

/** As it is after an archive has transcoded it. */
async function encodeInflated(map: FloatVolume): Promise<Uint8Array> {
  const { dataset } = buildParametricMap(draft(map));
  const plain = { ...dataset, FloatPixelData: map.data.buffer as ArrayBuffer };
  return new Uint8Array(await encodePart10({ ...plain, _vrMap: { FloatPixelData: 'OF' } }));
}

async function write(): Promise<string> {
  const path = join(folder, 'map.dcm');
  writeFileSync(path, await encode(mapOn(BOX)));
  return path;
}

test('returns bit for bit from our own reader, with what it means', async () => {
  const map = mapOn(BOX);
  const built = buildParametricMap(draft(map));
  const read = readParametricMap(await encodeParametricMap(built), 'map.dcm');
  expect(read.map.grid.size).toEqual(map.grid.size);
  expect(read.map.data).toEqual(map.data);
  read.map.grid.origin.forEach((mm, axis) => expect(mm).toBeCloseTo(map.grid.origin[axis]!, 6));
  expect(read).toMatchObject({
    identity: built.reference,
    frameOfReferenceUid: ct.identity.frameOfReferenceUid,
    referencedSeriesUids: [ct.identity.seriesInstanceUid],
    seriesDescription: 'Activation map EGFR',
    quantity: QUANTITY,
    unit: UNIT,
    explanation: 'Class activation for EGFR',
    algorithm: { name: 'Nine views', version: '1.0.0', parameters: ['target=EGFR'] },
    patient: { PatientID: ct.studyAttributes.PatientID },
  });
  expect(read.grid.size).toEqual(ct.grid.size);
});

test('has the rows, columns and slices of the CT, whatever the box', async () => {
  const { dataset } = buildParametricMap(draft(mapOn(BOX)));
  const [columns, rows, slices] = ct.grid.size;
  expect(dataset).toMatchObject({
    Rows: rows,
    Columns: columns,
    NumberOfFrames: String(slices),
    ContentQualification: 'RESEARCH',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.30',
  });
  const whole = mapOn(wholeBox(ct.grid));
  expect(readParametricMap(await encode(whole), 'map').map.data).toEqual(whole.data);
});

test('a CT whose slices are counted downwards still gets frames that ascend', async () => {
  const [columns, rows, slices] = ct.grid.size;
  const down = {
    ...ct.grid,
    origin: ct.grid.origin.map(
      (mm, axis) => mm + (slices - 1) * ct.grid.axes[2][axis]!,
    ) as unknown as typeof ct.grid.origin,
    axes: [
      ct.grid.axes[0],
      ct.grid.axes[1],
      ct.grid.axes[2].map((mm) => -mm) as unknown as (typeof ct.grid.axes)[2],
    ] as typeof ct.grid.axes,
  };
  const instances = ct.identity.instances.toReversed();
  const map = mapOn(wholeBox(ct.grid));
  const area = columns * rows;
  const flipped = Float32Array.from({ length: map.data.length }, (_, n) => {
    const k = slices - 1 - Math.floor(n / area);
    return map.data[k * area + (n % area)]!;
  });
  const built = buildParametricMap(
    draft(
      { grid: down, data: flipped },
      { ct: { grid: down, identity: { ...ct.identity, instances } } },
    ),
  );
  expect(built.frames.at(0)).toEqual(map.data.subarray(0, area));
  expect(built.dataset['PerFrameFunctionalGroupsSequence']).toEqual(
    buildParametricMap(draft(map)).dataset['PerFrameFunctionalGroupsSequence'],
  );
});

test('an empty map is one too', async () => {
  const map = mapOn(BOX);
  const read = readParametricMap(await encode({ ...map, data: map.data.fill(0) }), 'map');
  expect(read.map.data).toEqual(new Float32Array(1));
});

test('a mostly empty map of a whole chest takes little room', async () => {
  const grid = { ...ct.grid, size: [256, 256, 100] as const };
  const { instances } = ct.identity;
  const identity = { ...ct.identity, instances: Array.from(grid.size, () => instances[0]!) };
  identity.instances = Array.from({ length: 100 }, () => instances[0]!);
  const box: IndexBox = { lower: [100, 100, 40], upper: [120, 120, 50] };
  const map = { grid: shiftGrid(grid, box), data: new Float32Array(4000).fill(0.5) };
  const bytes = await encodeParametricMap(
    buildParametricMap(draft(map, { ct: { grid, identity } })),
  );
  expect(bytes.length).toBeLessThan((4 * 256 * 256 * 100) / 50);
  expect(readParametricMap(bytes, 'map').map.data).toEqual(map.data);
});

test('the attributes are read without the pixels, also among the files of a CT', async () => {
  const path = await write();
  const head = await readDicomHead(fileSource(path));
  if (head instanceof Error) throw head;
  expect(head.dataSet.bytes.length).toBeLessThan(64 * 1024);
  const { series } = await readCtSeries([...goldenSources('oblique'), fileSource(path)]);
  expect(series).toHaveLength(1);
});

test.each([
  ['off its voxels', (map: FloatVolume) => ({ ...map, grid: { ...map.grid, origin: [0, 0, 0] } })],
  [
    'beyond it',
    (map: FloatVolume) => ({ ...map, grid: { ...map.grid, size: [17, 13, 40] as const } }),
  ],
])('refuses a map that lies %s', (_, changed) => {
  const map = changed(mapOn(BOX)) as FloatVolume;
  expect(() => buildParametricMap(draft(map))).toThrow(RangeError);
});

test('refuses values that are no numbers', () => {
  const map = mapOn(BOX);
  map.data[7] = NaN;
  expect(() => buildParametricMap(draft(map))).toThrow(RangeError);
});

test('is refused with its reason where it is damaged, or another object', async () => {
  const bytes = await encode(mapOn(BOX));
  const refusal = (file: Uint8Array) => {
    try {
      readParametricMap(file, 'map.dcm');
      return 'none';
    } catch (error) {
      return String((error as { readonly code?: string }).code);
    }
  };
  expect(refusal(bytes.subarray(0, bytes.length - 4000))).toBe('malformed-object');
  const { dataset } = buildParametricMap(draft(mapOn(BOX)));
  const without = new Uint8Array(await encodePart10(dataset));
  expect(refusal(without)).toBe('unsupported-object');
  const pixels = new Float32Array(10).buffer;
  const short = { ...dataset, FloatPixelData: pixels, _vrMap: { FloatPixelData: 'OF' } };
  expect(refusal(new Uint8Array(await encodePart10(short)))).toBe('truncated-pixel-data');
  const other = { ...short, SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' };
  expect(refusal(new Uint8Array(await encodePart10(other)))).toBe('unsupported-object');
});

test('is read where an archive has inflated it', async () => {
  const map = mapOn(wholeBox(ct.grid));
  const file = await encodeInflated(map);
  expect(parseDicomFile(file, 'map').transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
  expect(readParametricMap(file, 'map').map.data).toEqual(map.data);
});

test('dcmjs, with which OHIF opens it, finds the values', async () => {
  const map = mapOn(wholeBox(ct.grid));
  const read = await decodePart10(await encode(map));
  const [pixels] = [read['FloatPixelData']].flat() as ArrayBuffer[];
  expect(new Float32Array(pixels!)).toEqual(map.data);
});

const hasDciodvfy = spawnSync('dciodvfy', ['--help']).error === undefined;
if (!hasDciodvfy) process.stderr.write('skipped: dciodvfy is not installed\n');
(hasDciodvfy ? test : test.skip)('passes dciodvfy', async () => {
  // Which cannot seek in deflated files.
  const path = join(folder, 'inflated.dcm');
  writeFileSync(path, await encodeInflated(mapOn(wholeBox(ct.grid))));
  const { status, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  expect(status).toBe(0);
});

const hasDcmdump = spawnSync('dcmdump', ['--version']).error === undefined;
if (!hasDcmdump) process.stderr.write('skipped: dcmdump is not installed\n');
(hasDcmdump ? test : test.skip)('is read by dcmtk, deflated as it is', async () => {
  const { status, stdout, stderr } = spawnSync('dcmdump', ['-q', await write()], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('(7fe0,0008) OF');
});

const python = process.env['MP_PYTHON'] ?? 'python3';
const hasHighdicom = spawnSync(python, ['-c', 'import highdicom']).status === 0;
if (!hasHighdicom) process.stderr.write('skipped: no python with highdicom (MP_PYTHON)\n');
(hasHighdicom ? test : test.skip)('is read bit for bit by highdicom', async () => {
  const script = goldenPath('read_parametric_map.py');
  const { stdout, stderr } = spawnSync(python, [script, await write()], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as { values: string; [name: string]: unknown };
  const [columns, rows, slices] = ct.grid.size;
  expect(found).toMatchObject({
    ascending: true,
    size: [columns, rows, slices],
    quantity: ['130402', 'DCM'],
    unit: ['1', 'UCUM'],
    sources: ct.identity.instances.map(({ sopInstanceUid }) => sopInstanceUid),
  });
  const values = new Float32Array(new Uint8Array(Buffer.from(found.values, 'base64')).buffer);
  const { frames } = buildParametricMap(draft(mapOn(BOX)));
  for (let k = 0; k < slices; k++) {
    expect(values.subarray(k * frames.length, (k + 1) * frames.length)).toEqual(
      frames.at(k) ?? new Float32Array(frames.length),
    );
  }
});
