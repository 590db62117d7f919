import { createHash } from 'node:crypto';
import type { ByteSource, CtSeries, FrameCodecs } from '@mutation-prediction/core';
import { readCtSeries, wholeBox } from '@mutation-prediction/core';
import { fileSource, goldenJson, goldenPath, goldenSources } from './dicomFiles.js';

/** What other readers find in a fixture below test/golden/dicom/ct; see make_ct_fixtures.py. */
interface ExpectedCt {
  readonly size: readonly number[];
  readonly type: 'int16' | 'float32';
  /** Of the Hounsfield units, little endian. */
  readonly sha256: string;
  readonly origin?: readonly number[];
  readonly axes?: readonly (readonly number[])[];
}

export const expectedCts = goldenJson<Record<string, ExpectedCt>>('ct/expected.json');

export const ctFile = (path: string): ByteSource => fileSource(goldenPath(`ct/${path}`));
export const ctFolder = (path: string): ByteSource[] => goldenSources(`ct/${path}`);

/** The only series that files hold. */
export async function readOnlyCt(
  sources: readonly ByteSource[],
  codecs?: FrameCodecs,
): Promise<CtSeries> {
  const { series, refused } = await readCtSeries(sources, { ...(codecs && { codecs }) });
  expect(refused).toEqual([]);
  expect(series).toHaveLength(1);
  return series[0]!;
}

/** Compares grid and every voxel with what other readers found. */
export async function expectCt(ct: CtSeries, name: string): Promise<void> {
  const { size, type, sha256, origin, axes } = expectedCts[name]!;
  expect(ct.grid.size).toEqual(size);
  if (origin && axes) {
    [ct.grid.origin, ...ct.grid.axes].forEach((vector, n) =>
      vector.forEach((x, d) => expect(x).toBeCloseTo([origin, ...axes][n]![d]!, 5)),
    );
  }
  const { data } = await ct.readRegion(wholeBox(ct.grid));
  expect(data).toBeInstanceOf(type === 'int16' ? Int16Array : Float32Array);
  expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
}
