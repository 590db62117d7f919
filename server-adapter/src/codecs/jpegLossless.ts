import type { FrameDecoder } from '@mutation-prediction/core';
import { Decoder } from 'jpeg-lossless-decoder-js';

/**
 * The published decoder keeps the half of an odd sum, which goes wrong where samples wrap around, and
 * loses the last sample where it ends with the codestream's last byte: it looks one byte ahead, and
 * takes the end marker there for the sample's. So it is given codestreams without their end marker,
 * and every sample is checked to lie before the end.
 */
class ExactDecoder extends Decoder {
  override select7(component?: number): number {
    return (this.getPreviousX(component) + this.getPreviousY(component)) >> 1;
  }

  override decodeSingle(sample: number[], bits: number[], unread: number[]): number {
    // It asks for one sample more than there are.
    if (this.yLoc >= this.yDim) return END_OF_IMAGE;
    const marker = super.decodeSingle(sample, bits, unread);
    // Bytes behind the end are zeros to it: all of their bits must still be unread.
    const { index = 0, buffer } = this.stream ?? {};
    const bytesBehind = Math.max(0, index - (buffer?.length ?? 0));
    if (!(8 * bytesBehind <= unread[0]!)) throw endsEarly();
    return marker;
  }
}

const START_OF_SCAN = 0xffda;
const END_OF_IMAGE = 0xffd9;

/** JPEG Lossless, every predictor (ITU-T T.81 Annex H). */
export const jpegLosslessDecoder: FrameDecoder = {
  decode(code) {
    const decoder = new ExactDecoder();
    const samples = decoder.decode(code.buffer, code.byteOffset, endOfScan(code));
    // Lossy use of a lossless code, which it takes for plain samples.
    if (decoder.scan.al !== 0) throw new RangeError('the codestream has a point transform');
    if (decoder.yLoc < decoder.yDim) throw endsEarly();
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  },
};

/** Where the samples of the first scan end: at a marker that does not restart them, or the last byte. */
function endOfScan(code: Uint8Array): number {
  const word = (at: number) => (code[at]! << 8) | code[at + 1]!;
  let at = 2;
  // Segments, each with its length behind its marker; the scan's own is the last.
  for (let marker = 0; marker !== START_OF_SCAN && at + 4 <= code.length;) {
    marker = word(at);
    at += 2 + word(at + 2);
  }
  for (; at + 1 < code.length; at++) {
    if (code[at] !== 0xff) continue;
    // Any number of fill bytes may stand before a marker; among samples 0 follows each such byte.
    let kind = at + 1;
    while (code[kind] === 0xff) kind++;
    const next = code[kind] ?? 0xd9;
    const isRestart = next >= 0xd0 && next <= 0xd7;
    if (next !== 0 && !isRestart) return at;
  }
  return code.length;
}

const endsEarly = () => new RangeError('the codestream ends early');
