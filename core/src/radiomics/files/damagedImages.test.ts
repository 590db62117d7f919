import { gzipSync } from 'fflate';
import { readFileSync, readdirSync } from 'node:fs';
import { MutationPredictionError } from '../../errors.js';
import { readNiftiCt, readNiftiMask } from '../../imaging/nifti.js';
import { readCtFile, readImageFile } from './imageFile.js';
import { readLabelFile } from './labelFile.js';

const folder = new URL('../../../../test/golden/nifti/', import.meta.url);
const niftis = readdirSync(folder)
  .filter((name) => /\.nii(\.gz)?$/.test(name))
  .map((name) => new Uint8Array(readFileSync(new URL(name, folder))));

/** 2 × 3 × 1 voxels, raw or gzip. */
function nrrd(encoding: string): Uint8Array {
  const voxels = new Uint8Array(Int16Array.of(-1000, 1, 2, 3, 4, 500).buffer);
  const header = [
    'NRRD0004',
    'type: short',
    'dimension: 3',
    'space: left-posterior-superior',
    'sizes: 2 3 1',
    'space directions: (0.5,0,0) (0,2,0) (0,0,3)',
    'endian: little',
    `encoding: ${encoding}`,
    'space origin: (10,-20,30)',
  ];
  return Buffer.concat([
    new TextEncoder().encode(`${header.join('\n')}\n\n`),
    encoding === 'gzip' ? gzipSync(voxels, { mtime: 0 }) : voxels,
  ]);
}

/** Marsaglia's xorshift, whole numbers below a bound. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

const TELLING = [0, 1, 0x20, 0x2d, 0x30, 0x39, 0x7f, 0x80, 0xff];

/** A few bytes of a file changed, mostly of its header, and now and then its end cut off. */
function mutant(file: Uint8Array, random: (bound: number) => number): Uint8Array {
  const bytes = file.slice(0, random(8) === 0 ? random(file.length) : file.length);
  for (let n = random(6); n >= 0 && bytes.length > 0; n--) {
    const at = random(Math.min(bytes.length, random(4) === 0 ? bytes.length : 352));
    bytes[at] = random(2) === 0 ? random(256) : TELLING[random(TELLING.length)]!;
  }
  return bytes;
}

test('damaged NIfTI and NRRD files are read or refused, never fail otherwise', () => {
  const random = seeded(20261129);
  const files = [...niftis, nrrd('raw'), nrrd('gzip')];
  const readers = [readImageFile, readLabelFile, readCtFile, readNiftiCt, readNiftiMask];
  const untyped: string[] = [];
  for (let n = 0; n < 4000; n++) {
    const file = files[n % files.length]!;
    const bytes = mutant(file, random);
    const read = readers[random(readers.length)]!;
    try {
      read(bytes, 'a.nii');
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) untyped.push(`${n}: ${String(error)}`);
    }
  }
  expect(untyped).toEqual([]);
});
