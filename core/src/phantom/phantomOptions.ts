/* What a phantom is asked for, and what comes of it, whatever its anatomy. */
import type { Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { Anatomy } from './anatomies.js';
import type { Kernel } from './lifelike/acquisition.js';
import type { ContrastPhase } from './lifelike/tissues.js';
import type { NoduleOptions } from './nodule.js';

export interface ChestPhantomOptions {
  /** `DEFAULT_ANATOMY` unless given. */
  readonly anatomy?: Anatomy;
  /** Columns, rows, slices; 512 × 512 × 120 unless given. */
  readonly size?: Vector3;
  /** Voxel size, mm; unless given, such that the whole chest is in the image. */
  readonly spacingMm?: Vector3;
  /** Chooses vessels, spicules and noise; 1 unless given. */
  readonly seed?: number;
  /** Standard deviation of the noise, white or of a scanner's spectrum, HU; 12 unless given. */
  readonly noiseHu?: number;
  readonly nodule?: Partial<NoduleOptions>;
  /** Lifelike anatomy only: contrast agent, drawn from the seed unless given. */
  readonly phase?: ContrastPhase['name'];
  /** Lifelike anatomy only: the reconstruction's kernel, standard unless given. */
  readonly kernel?: Kernel;
}

/** A phantom is known exactly: what measurements on it have to find. */
export interface ChestPhantomTruth {
  readonly seed: number;
  readonly nodule: NoduleOptions;
  /** Of the nodule's body, mm³. */
  readonly noduleVolumeMm3: number;
  readonly subject: { readonly sex: 'F' | 'M'; readonly phase: ContrastPhase['name'] };
}

export interface ChestPhantom {
  readonly ct: Volume;
  /** Voxels whose centre lies in the nodule's body, without its spicules. */
  readonly nodule: Mask;
  readonly truth: ChestPhantomTruth;
}
