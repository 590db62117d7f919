import type { InstanceReference } from '../../imaging/ctImage.js';
import type { HuWindow } from '../../imaging/huWindow.js';
import { proposedWindow } from '../../imaging/huWindow.js';
import type { PixelData } from '../pixels/pixelData.js';
import type { DicomAttributes } from '../reading/attributes.js';
import type { ByteSource } from '../reading/byteSource.js';
import type { PixelTransform } from './hounsfield.js';
import type { ImagePlane } from './imagePlane.js';
import type { SeriesPart } from './partOfSeries.js';

/** One CT image or frame: what its place in a series needs, without its pixels. */
export interface CtSlice {
  readonly source: ByteSource;
  readonly pixelData: PixelData;
  /** Of the pixel data, counted from 0. */
  readonly frame: number;
  readonly instance: InstanceReference;
  readonly frameOfReferenceUid: string;
  readonly part: SeriesPart;
  readonly rows: number;
  readonly columns: number;
  readonly plane: ImagePlane;
  readonly transform: PixelTransform;
  /** That the image proposes. */
  readonly window?: HuWindow;
}

/** @param voiLut the image, or a frame's Frame VOI LUT */
export function windowOf(voiLut: DicomAttributes): Pick<CtSlice, 'window'> {
  const window = proposedWindow({
    centres: numbers(voiLut.asciiValues('WindowCenter')),
    widths: numbers(voiLut.asciiValues('WindowWidth')),
    function: voiLut.ascii('VOILUTFunction'),
  });
  return window ? { window } : {};
}

/** What is no number is no window, and no reason against the image. */
const numbers = (values: readonly string[]): number[] =>
  values.map((value) => (value === '' ? NaN : Number(value)));

/** A topogram, by Image Type or Frame Type: its plane is not one of the series' slices. */
export function isLocalizer(type: readonly string[]): boolean {
  return type[2] === 'LOCALIZER';
}
