/** A chunk of its own: only who asks where the network looked needs it. */
import {
  activationReach,
  activationRgba,
  activationVolume,
  strongestActivation,
} from '@mutation-prediction/core';
import type { ShownActivation } from '../../contract.js';
import type { SliceImage } from './overlayLayer.js';
import type { ViewportPlane } from './viewportPlane.js';
import { sampledGrid, sampledPlaneAround } from './viewportPlane.js';

/** Far finer than a map's cells are. */
const STEP_MM = 1;
const MOST_SAMPLES = 160;

/** The map on a viewport's slice; `undefined` where the slice passes beside all that the network saw. */
export function activationSlice(
  { seen, maps, target, threshold }: ShownActivation,
  plane: ViewportPlane,
): SliceImage | undefined {
  const samples = sampledPlaneAround(activationReach(seen, maps), plane, STEP_MM, MOST_SAMPLES);
  if (!samples) return undefined;
  const { data } = activationVolume(seen, maps, target, sampledGrid(plane, samples));
  const [columns, rows] = samples.size;
  const pixels = activationRgba(data, strongestActivation(maps, target), threshold);
  return { ...samples, pixels: new ImageData(pixels, columns, rows) };
}
