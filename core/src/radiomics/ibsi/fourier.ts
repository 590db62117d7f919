/** A complex array of `size`, first index fastest; each size is a power of two. */
export interface ComplexGrid {
  readonly size: readonly [number, number, number];
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The discrete Fourier transform in three dimensions, in place (Cooley & Tukey 1965, radix 2). */
export function fourierTransform({ size, re, im }: ComplexGrid): void {
  let stride = 1;
  for (const length of size) {
    const line = { re: new Float64Array(length), im: new Float64Array(length) };
    const transform = lineTransform(length);
    const span = stride * length;
    for (let block = 0; block < re.length; block += span) {
      for (let first = block; first < block + stride; first++) {
        // Grids are mostly padding, and lines of zeros stay so.
        let isEmpty = true;
        for (let n = 0, at = first; n < length; n++, at += stride) {
          line.re[n] = re[at]!;
          line.im[n] = im[at]!;
          if (re[at] !== 0 || im[at] !== 0) isEmpty = false;
        }
        if (isEmpty) continue;
        transform(line.re, line.im);
        for (let n = 0, at = first; n < length; n++, at += stride) {
          re[at] = line.re[n]!;
          im[at] = line.im[n]!;
        }
      }
    }
    stride = span;
  }
}

function lineTransform(length: number): (re: Float64Array, im: Float64Array) => void {
  const cosines = Float64Array.from({ length }, (_, n) => Math.cos((2 * Math.PI * n) / length));
  const sines = Float64Array.from({ length }, (_, n) => -Math.sin((2 * Math.PI * n) / length));
  const swaps = bitReversal(length);
  return (re, im) => {
    for (let n = 0; n < length; n++) {
      const m = swaps[n]!;
      if (m <= n) continue;
      const [x, y] = [re[n]!, im[n]!];
      re[n] = re[m]!;
      im[n] = im[m]!;
      re[m] = x;
      im[m] = y;
    }
    for (let half = 1; half < length; half *= 2) {
      const turn = length / (2 * half);
      for (let start = 0; start < length; start += 2 * half) {
        for (let n = 0; n < half; n++) {
          const a = start + n;
          const b = a + half;
          const c = cosines[n * turn]!;
          const s = sines[n * turn]!;
          const x = re[b]! * c - im[b]! * s;
          const y = re[b]! * s + im[b]! * c;
          re[b] = re[a]! - x;
          im[b] = im[a]! - y;
          re[a]! += x;
          im[a]! += y;
        }
      }
    }
  };
}

/** Where each index goes when its bits are read backwards. */
function bitReversal(length: number): Int32Array {
  const reversed = new Int32Array(length);
  for (let n = 1; n < length; n++) {
    reversed[n] = (reversed[n >> 1]! >> 1) | (n & 1 ? length >> 1 : 0);
  }
  return reversed;
}
