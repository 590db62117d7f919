/** Damage that other readers stumble over or refuse, and that once gave a mask with frames missing. */
import { goldenBytes, goldenSources } from '../../../../test/support/dicomFiles.js';
import { MutationPredictionError } from '../../errors.js';
import { readCtSeries } from '../ct/ctSeries.js';
import type { TargetImage } from './segmentation.js';
import { readSegmentationObject, readSegmentMask } from './segmentationObject.js';

let image: TargetImage;

beforeAll(async () => {
  const { grid, identity } = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  image = { grid, frameOfReferenceUid: identity.frameOfReferenceUid };
});

/** Offsets of an element's tag and explicit VR in a little-endian file. */
function places(file: Uint8Array, group: number, element: number, vr: string): number[] {
  const header = Buffer.from([group & 0xff, group >> 8, element & 0xff, element >> 8]);
  const wanted = Buffer.concat([header, Buffer.from(vr)]);
  const found: number[] = [];
  for (let at = Buffer.from(file).indexOf(wanted); at !== -1;) {
    found.push(at);
    at = Buffer.from(file).indexOf(wanted, at + 1);
  }
  return found;
}

function refusal(file: Uint8Array): MutationPredictionError {
  try {
    const object = readSegmentationObject(file, 'damaged.dcm');
    readSegmentMask(object, object.segments[0]!.number, image);
  } catch (error) {
    if (error instanceof MutationPredictionError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const SHORT_HEADER = 8;

test('a frame that does not say which segment it shows', () => {
  const file = goldenBytes('seg/binary.dcm').slice();
  const [, second] = places(file, 0x0062, 0x000a, 'SQ');
  file[second! + 1] = 0x02;
  expect(refusal(file)).toMatchObject({
    code: 'malformed-object',
    message: 'Frame 2 of damaged.dcm does not say which segment it shows.',
  });
});

test('a frame of a segment that is not described', () => {
  const file = goldenBytes('seg/binary.dcm').slice();
  const [, second] = places(file, 0x0062, 0x000b, 'US');
  file.fill(0xff, second! + SHORT_HEADER, second! + SHORT_HEADER + 2);
  expect(refusal(file)).toMatchObject({
    code: 'malformed-object',
    message: 'Frame 2 of damaged.dcm shows a segment 65535 that is not described.',
  });
});

test('a fraction above the largest', () => {
  const file = goldenBytes('seg/fractional.dcm').slice();
  const [maximum] = places(file, 0x0062, 0x000e, 'US');
  file[maximum! + SHORT_HEADER] = 3;
  const { code, message } = refusal(file);
  expect(code).toBe('malformed-object');
  expect(message).toMatch(/damaged.dcm has a value of \d+ where 3 is the largest/);
});

test('two frames at one place', () => {
  const file = goldenBytes('seg/binary.dcm').slice();
  const [first, second] = places(file, 0x0020, 0x0032, 'DS');
  const end = first! + SHORT_HEADER + file[first! + 6]!;
  file.set(file.slice(first!, end), second);
  expect(refusal(file)).toMatchObject({
    code: 'malformed-object',
    message: 'Two frames show the same place of segment 1 "Tumour 1" of damaged.dcm.',
  });
});
