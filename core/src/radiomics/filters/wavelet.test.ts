import { hashedCt } from '../../../../test/support/hashedCt.js';
import type { Grid } from '../../imaging/grid.js';
import { storedImage } from '../roi/image.js';
import type { WaveletBand } from './wavelet.js';
import { waveletBand, waveletBands } from './wavelet.js';

/** Odd and even axes, as the transform prolongs only odd ones. */
const grid: Grid = {
  size: [11, 8, 9],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const image = storedImage(hashedCt(grid, false));

/** The part of a band along the axes from `first` to before `end`. */
function part({ name, axes }: WaveletBand, first: number, end: number): WaveletBand {
  return { name: name.slice(first, end), axes: axes.slice(first, end) };
}

test.each(waveletBands([0, 1, 2]))('$name is made of bands along fewer axes', (band) => {
  const { data } = waveletBand(image, band);
  for (const axes of [1, 2]) {
    const inParts = waveletBand(waveletBand(image, part(band, 0, axes)), part(band, axes, 3));
    expect(inParts.data).toEqual(data);
  }
});

test('a band in the plane of j and k filters each of its planes by itself', () => {
  const [band] = waveletBands([1, 2]);
  const whole = waveletBand(image, band!);
  const flat = waveletBand(image, band!, { lower: [4, 0, 0], upper: [5, 8, 9] });
  expect(flat.data).toEqual(whole.data.filter((_, n) => n % 11 === 4));
});
