import type { FrameDecoder } from '@mutation-prediction/core';
import { Decoder } from 'jpeg-lossless-decoder-js';

/** The published decoder keeps the half of an odd sum, which goes wrong where samples wrap around. */
class ExactDecoder extends Decoder {
  override select7(component?: number): number {
    return (this.getPreviousX(component) + this.getPreviousY(component)) >> 1;
  }
}

/** JPEG Lossless, every predictor (ITU-T T.81 Annex H). */
export const jpegLosslessDecoder: FrameDecoder = {
  decode(code) {
    const decoder = new ExactDecoder();
    const samples = decoder.decode(code.buffer, code.byteOffset, code.byteLength);
    // Lossy use of a lossless code, which it takes for plain samples.
    if (decoder.scan.al !== 0) throw new RangeError('the codestream has a point transform');
    // It takes bytes behind the end for zeros, and leaves pixels behind an end marker zero.
    const isShort = (decoder.stream?.index ?? 0) > code.length || decoder.yLoc < decoder.yDim;
    if (isShort) throw new RangeError('the codestream ends early');
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  },
};
