import type { InstanceReference } from '../../imaging/ctImage.js';
import type { PixelData } from '../pixels/pixelData.js';
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
}

/** A topogram, by Image Type or Frame Type: its plane is not one of the series' slices. */
export function isLocalizer(type: readonly string[]): boolean {
  return type[2] === 'LOCALIZER';
}
