import type { Grid, IndexBox } from './grid.js';
import type { SliceWindows } from './huWindow.js';
import type { Volume } from './volume.js';

/** A composite SOP instance, as SR and SEG reference it. */
export interface InstanceReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Of a multi-frame instance, counted from 1: Referenced Frame Number (PS3.3 C.17.3). */
  readonly frameNumber?: number;
}

/** DICOM identity of a CT series; instances are in slice order k of the grid. */
export interface SeriesIdentity {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  /** Only of a series that holds several phases of one place: which one, e.g. `cardiac phase 75 %`. */
  readonly phase?: string;
  readonly instances: readonly InstanceReference[];
}

/** What the input checks need to know of how the CT was made; unknown values are absent. */
export interface Acquisition {
  readonly modality?: string;
  /** Quality Control Subject (PS3.3 C.7.1.1) is YES: no patient was imaged. */
  readonly isPhantom?: boolean;
  readonly bodyPartExamined?: string;
  readonly sliceThicknessMm?: number;
  readonly contrastBolusAgent?: string;
  readonly seriesDescription?: string;
}

/**
 * A CT image whose voxels are read on demand, so that the viewer and the command line decode only
 * the slices that the lesion's cube needs. NIfTI images have no DICOM identity.
 */
export interface CtImage {
  readonly grid: Grid;
  readonly identity?: SeriesIdentity;
  readonly acquisition: Acquisition;
  /** That the images propose, of each slice k; absent where none does. */
  readonly windows?: SliceWindows;
  /** Voxels of `box` (inside the grid) on the correspondingly shifted grid. */
  readRegion(box: IndexBox, signal?: AbortSignal): Promise<Volume>;
}
