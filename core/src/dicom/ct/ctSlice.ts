import type { InstanceReference } from '../../imaging/ctImage.js';
import type { PixelData } from '../pixels/pixelData.js';
import type { ByteSource } from '../reading/byteSource.js';
import type { PixelTransform } from './hounsfield.js';
import type { ImagePlane } from './imagePlane.js';

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

/** What tells apart the images that one series holds of one place. */
export interface SeriesPart {
  readonly acquisitionNumber?: string;
  /** E.g. `DERIVED\PRIMARY\AXIAL`. */
  readonly imageType?: string;
  /** Of the frames of an enhanced image. */
  readonly stackId?: string;
  readonly temporalPosition?: string;
  /** Per cent of the cardiac cycle. */
  readonly cardiacPhase?: string;
  /** ms after the R wave; may differ a little from slice to slice. */
  readonly triggerTime?: number;
  /** Date and time as one number, in the order of time only. */
  readonly acquisitionTime?: number;
}

/** A topogram, by Image Type or Frame Type: its plane is not one of the series' slices. */
export function isLocalizer(type: readonly string[]): boolean {
  return type[2] === 'LOCALIZER';
}
