import { MutationPredictionError, throwIfCancelled } from '../../errors.js';
import type { FrameCodecs } from '../pixels/frameCodec.js';
import type { CtSlice } from './ctSlice.js';
import { writeHounsfield } from './hounsfield.js';
import { haveSameRaster } from './imagePlane.js';
import { SlicePixels } from './slicePixels.js';

/** Two files that bear one SOP Instance UID (and frame). */
export type Copies = readonly [CtSlice, CtSlice];

/**
 * Which of several copies is read must make no difference: they show the same Hounsfield units in the
 * same place, however they are encoded.
 *
 * @throws `inconsistent-series` where they do not, and what reading the pixels throws
 */
export async function requireEqualCopies(
  [one, other]: Copies,
  codecs: FrameCodecs | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  throwIfCancelled(signal);
  if (isSamePlace(one, other)) {
    const [hu, otherHu] = [await hounsfieldOf(one, codecs), await hounsfieldOf(other, codecs)];
    if (hu.every((value, n) => value === otherHu[n])) return;
  }
  throw new MutationPredictionError('inconsistent-series.different-images', {
    firstImage: one.source.name,
    secondImage: other.source.name,
    uid: one.instance.sopInstanceUid,
  });
}

function isSamePlace(a: CtSlice, b: CtSlice): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.frameOfReferenceUid === b.frameOfReferenceUid &&
    haveSameRaster(a.plane, b.plane) &&
    a.plane.position.every((coordinate, axis) => coordinate === b.plane.position[axis])
  );
}

async function hounsfieldOf(
  slice: CtSlice,
  codecs: FrameCodecs | undefined,
): Promise<Float32Array> {
  const pixels = new SlicePixels(codecs);
  try {
    const hu = new Float32Array(slice.rows * slice.columns);
    writeHounsfield(await pixels.read(slice), slice.transform, hu, 0);
    return hu;
  } finally {
    await pixels.close();
  }
}
