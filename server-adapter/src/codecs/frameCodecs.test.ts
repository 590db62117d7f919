/** Compressed CT against GDCM, pylibjpeg and OpenJPEG, as pydicom reads it (make_ct_fixtures.py). */
import { readCtSeries, TRANSFER_SYNTAXES, wholeBox } from '@mutation-prediction/core';
import {
  ctFile,
  ctFolder,
  expectCt,
  expectedCts,
  readOnlyCt,
} from '../../../test/support/ctFixtures.js';
import { frameCodecs } from './frameCodecs.js';

const codecCases = Object.keys(expectedCts).filter((name) => name.startsWith('codec/'));

test.each(codecCases)('%s', async (name) => {
  await expectCt(await readOnlyCt([ctFile(`${name}.dcm`)], frameCodecs), name);
});

test('every transfer syntax that needs a codec has one and a fixture', async () => {
  const wanted = TRANSFER_SYNTAXES.filter(({ reader }) => reader === 'codec').map(({ uid }) => uid);
  expect([...frameCodecs.transferSyntaxUids].sort()).toEqual(wanted.sort());
  const seen = new Set<string>();
  for (const name of codecCases) {
    const text = Buffer.from(await ctFile(`${name}.dcm`).read()).toString('latin1', 0, 1024);
    for (const uid of wanted)
      if (text.includes(`${uid}\0`) || text.includes(`${uid}\u0002`)) seen.add(uid);
  }
  expect([...seen].sort()).toEqual(wanted.sort());
});

test('JPEG Lossless of many slices by dcmtk and GDCM, wherever in a byte it ends', async () => {
  const packed = await ctFile('jpeg-lossless-slices.bin').read();
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const decoder = await frameCodecs.decoderFor('1.2.840.10008.1.2.4.70');
  const [wrong, taken]: [number[], number[]] = [[], []];
  let slices = 0;
  for (let at = 0; at < packed.length; slices++) {
    const length = view.getUint32(at, true);
    const code = packed.subarray(at + 4, at + 4 + length);
    const pixels = packed.subarray(at + 4 + length, at + 4 + length + 512);
    at += 4 + length + 512;
    if (Buffer.compare(await decoder.decode(code), pixels) !== 0) wrong.push(slices);
    // Without its last bytes of samples, the end marker there or not.
    const end = Buffer.from(code).lastIndexOf('ffd9', undefined, 'hex');
    for (const marker of ['ffd9', '']) {
      const cut = Buffer.concat([code.subarray(0, end - 2), Buffer.from(marker, 'hex')]);
      try {
        await decoder.decode(cut);
        taken.push(slices);
      } catch {
        // as it should be
      }
    }
  }
  expect(slices).toBe(220);
  expect(wrong).toEqual([]);
  expect(taken).toEqual([]);
});

describe('frames of an enhanced CT are told apart', () => {
  test.each([
    ['basic', 'by the basic offset table, three fragments a frame'],
    ['bare', 'without a table, one fragment a frame'],
    ['bare-fragments', 'without a table, by where codestreams begin'],
    ['extended', 'by the extended offset table'],
  ])('%s: %s', async (name) => {
    const file = `enhanced/offsets-${name}`;
    await expectCt(await readOnlyCt([ctFile(`${file}.dcm`)], frameCodecs), file);
  });
});

describe('a codestream is refused', () => {
  test.each([
    ['other-size', 'unsupported-object', '1 × 12 × 10 samples where 1 × 24 × 20 belong'],
    ['huge', 'unsupported-object', '1 × 65535 × 65535 samples where 1 × 24 × 20 belong'],
    ['colour', 'unsupported-object', '3 × 24 × 20 samples'],
    ['other-bits', 'unsupported-object', '8 unsigned bits per sample where 16 signed'],
    ['cut', 'truncated-pixel-data', 'a codestream ends early'],
    ['point-transform', 'truncated-pixel-data', 'coded as its codec cannot read'],
    ['no-codestream', 'truncated-pixel-data', 'does not begin as a codestream does'],
  ])('%s: %s', async (name, code, message) => {
    const ct = await readOnlyCt([ctFile(`wrong/${name}.dcm`)], frameCodecs);
    const { sopInstanceUid } = ct.identity.instances[0]!;
    await expect(ct.readRegion(wholeBox(ct.grid))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    await expect(ct.readRegion(wholeBox(ct.grid))).rejects.toThrow(
      `${name}.dcm (image ${sopInstanceUid} of series ${ct.identity.seriesInstanceUid})`,
    );
  });

  test.each([
    ['jpeg-lossless-1'],
    ['jpeg-lossless-7'],
    ['jpeg-ls'],
    ['jpeg-2000'],
    ['jpeg-2000-lossy'],
    ['htj2k-201'],
  ])('with a hole in it: %s', async (name) => {
    const ct = await readOnlyCt([ctFile(`wrong/hole-${name}.dcm`)], frameCodecs);
    await expect(ct.readRegion(wholeBox(ct.grid))).rejects.toMatchObject({
      code: 'truncated-pixel-data',
    });
  });
});

test('only the slices that are needed are decoded', async () => {
  const decoded: number[] = [];
  const counting = {
    ...frameCodecs,
    decoderFor: async (uid: string) => {
      const decoder = await frameCodecs.decoderFor(uid);
      return {
        decode: (code: Uint8Array) => {
          decoded.push(code.length);
          return decoder.decode(code);
        },
      };
    },
  };
  const ct = await readOnlyCt([ctFile('enhanced/offsets-basic.dcm')], counting);
  expect(decoded).toEqual([]);
  await ct.readRegion({ lower: [3, 3, 1], upper: [9, 9, 3] });
  expect(decoded).toHaveLength(2);
});

test('without codecs a compressed series is refused by the name of its transfer syntax', async () => {
  const { refused } = await readCtSeries([ctFile('codec/htj2k-201-signed.dcm')]);
  expect(refused[0]!.error.code).toBe('unsupported-transfer-syntax');
  expect(refused[0]!.error.message).toContain('High-Throughput JPEG 2000 Lossless');
});

test('uncompressed series need none', async () => {
  await expectCt(await readOnlyCt(ctFolder('coronal'), frameCodecs), 'coronal');
});
