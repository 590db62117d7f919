import { throwIfCancelled } from '../errors.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { MaskRuns } from '../imaging/maskRuns.js';
import { shiftRun } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import { findNodule, noduleBox } from './findNodule.js';
import { segmentNodule } from './segmentNodule.js';

export interface SegmentAtOptions {
  /** As {@link segmentNodule} takes it; 0 unless given. */
  readonly size?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The mask of the nodule at a point of a CT, on the CT's grid; reads only the voxels around the point.
 *
 * @param pointLps mm
 * @throws `no-nodule`, `cancelled`, and what reading the CT throws
 */
export async function segmentAt(
  ct: CtImage,
  pointLps: Vector3,
  { size, signal }: SegmentAtOptions = {},
): Promise<MaskRuns> {
  const box = noduleBox(ct.grid, pointLps);
  const volume = await ct.readRegion(box, signal);
  throwIfCancelled(signal);
  const { runs } = segmentNodule(findNodule(volume, pointLps), size);
  return { grid: ct.grid, runs: runs.map((run) => shiftRun(run, box.lower)) };
}
