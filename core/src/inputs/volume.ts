import { maskRuns } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { VolumeInput } from '../contract/modelManifest.js';
import { sampleBox, sampleMaskBox } from '../views/box.js';
import { cubeBox } from '../views/cube.js';
import { lesionSampleBox } from './boxes.js';
import type { FloatTensor } from '../inference/session.js';
import type { LesionImage } from './encodedInput.js';
import { normalise } from './normalise.js';
import { resizeTrilinear } from './resizeTrilinear.js';
import type { HuBlock } from './sampledInputs.js';

/** The network's volume: a block of whole HU, normalised, then resized. */
export function encodeBlock({ data, size }: HuBlock, input: VolumeInput): FloatTensor {
  const scaled = { data: normalise(data, input), size };
  const { resize } = input;
  const target: Vector3 = resize ? [resize.columns, resize.rows, resize.depth] : size;
  const resized = resize ? resizeTrilinear(scaled, target) : scaled.data;
  return { data: resized, dims: [1, 1, target[2], target[1], target[0]] };
}

/** The crop in whole HU, turned, before normalisation. */
export function lesionBlock(
  { region, regionMask, centroidLps }: LesionImage,
  input: VolumeInput,
): HuBlock {
  const { crop, outsideMaskHu, quarterTurns } = input;
  const box =
    crop.kind === 'centred'
      ? cubeBox(centroidLps, { ...input, size: crop.size })
      : lesionSampleBox(region.grid, maskRuns(regionMask), input);
  const data = sampleBox(region, box);
  if (outsideMaskHu !== undefined) {
    const mask = sampleMaskBox(regionMask, box);
    for (let n = 0; n < data.length; n++) if (!mask[n]) data[n] = outsideMaskHu;
  }
  let block: HuBlock = { data, size: box.size };
  for (let turn = 0; turn < quarterTurns; turn++) block = quarterTurn(block);
  return block;
}

/** `numpy.rot90(block, axes=(1, 2))`: the last column becomes the first row. */
function quarterTurn({ data, size: [columns, rows, depth] }: HuBlock): HuBlock {
  const turned = new Int16Array(data.length);
  let n = 0;
  for (let z = 0; z < depth; z++) {
    for (let row = 0; row < columns; row++) {
      for (let column = 0; column < rows; column++) {
        turned[n++] = data[(z * rows + column) * columns + (columns - 1 - row)]!;
      }
    }
  }
  return { data: turned, size: [rows, columns, depth] };
}
