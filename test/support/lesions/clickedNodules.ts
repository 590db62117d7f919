/** Nodules of the phantom to be segmented by a click: what makes them hard, and their true voxels. */
import type { Mask, Vector3, Volume } from '@mutation-prediction/core';
import {
  HU,
  LEFT_LUNG,
  organs,
  RIGHT_LUNG,
  skeleton,
  trunk,
} from '../../../core/src/phantom/anatomy.js';
import { voxelsInside } from '../../../core/src/phantom/maskOfShape.js';
import { lesionShapes } from '../../../core/src/phantom/cohort/lesionShapes.js';
import { gridAround, scan, type Scanner } from '../../../core/src/phantom/cohort/scanner.js';
import type { LesionTraits } from '../../../core/src/phantom/cohort/traits.js';
import { seededRandom } from '../../../core/src/phantom/random.js';
import { renderShapes } from '../../../core/src/phantom/render.js';
import { ellipsoid, tube } from '../../../core/src/phantom/shape.js';
import { pulmonaryVessels } from '../../../core/src/phantom/vessels.js';

export interface ClickedNodule {
  readonly title: string;
  readonly traits?: Partial<LesionTraits>;
  readonly scanner?: Partial<Scanner>;
  /** Centre, LPS mm; in the right upper lobe unless given. */
  readonly centre?: Vector3;
  /** On the pleura: direction from the lung's middle, and how deep the centre lies under the pleura, mm. */
  readonly pleural?: { readonly direction: Vector3; readonly depthMm: number };
  /** Radius of a vessel that runs through it, mm. */
  readonly vesselMm?: number;
}

export const CLICKED_NODULES: readonly ClickedNodule[] = [
  { title: 'solid', traits: { diameterMm: 18 } },
  { title: 'solid, 8 mm', traits: { diameterMm: 8 }, centre: [-100, 20, 60] },
  { title: 'solid, thick slices', traits: { diameterMm: 12 }, scanner: { sliceThicknessMm: 2.5 } },
  { title: 'part-solid', traits: { groundGlass: 0.6 } },
  { title: 'pure ground glass', traits: { groundGlass: 1 }, scanner: { noiseHu: 30 } },
  { title: 'cavitary', traits: { cavity: 0.5, diameterMm: 22 } },
  { title: 'spiculated', traits: { spiculation: 0.8 } },
  { title: 'lobulated', traits: { lobulation: 0.8, elongation: 1.4 }, centre: [84, -10, 40] },
  { title: 'on the chest wall', pleural: { direction: [-0.98, 0.2, 0], depthMm: 6 } },
  { title: 'on the diaphragm', pleural: { direction: [-0.45, 0.1, -0.89], depthMm: 5 } },
  { title: 'on a vessel', vesselMm: 2.5 },
];

/** How the lesions are where a nodule says nothing else. */
const PLAIN: LesionTraits = {
  diameterMm: 18,
  groundGlass: 0,
  spiculation: 0,
  lobulation: 0,
  elongation: 1,
  heterogeneityHu: 30,
  enhancementHu: 0,
  cavity: 0,
  haloMm: 0,
  pleuralPlate: 0,
};
const SCANNER: Scanner = {
  pixelSpacingMm: 0.75,
  sliceThicknessMm: 1.5,
  noiseHu: 18,
  kernelPasses: 1,
  offsetHu: 0,
};
/** CT on every side of the nodule, mm. */
const EXTENT_MM = 46;

export interface NoduleImage {
  readonly ct: Volume;
  /** Of the nodule's body, without spicules; of one on the pleura what lies in the lung. */
  readonly mask: Mask;
  readonly centre: Vector3;
  readonly radiusMm: number;
}

/** The phantom around such a nodule: the same voxels everywhere. */
export function noduleImage(nodule: ClickedNodule): NoduleImage {
  const random = seededRandom(11);
  const traits = { ...PLAIN, ...nodule.traits };
  const scanner = { ...SCANNER, ...nodule.scanner };
  const centre = nodule.pleural ? underPleura(nodule.pleural) : (nodule.centre ?? [-88, -14, 58]);
  const grid = gridAround(centre, EXTENT_MM, scanner, random);
  const lesion = lesionShapes(traits, centre, random);
  const shapes = [
    ...trunk(),
    ...pulmonaryVessels(random),
    ...organs(),
    ...skeleton(),
    ...vesselThrough(centre, nodule.vesselMm),
    ...lesion.shapes,
  ];
  const ct = { grid, data: scan(renderShapes(shapes, grid, HU.air), grid, scanner, random) };
  const body = voxelsInside(lesion.body, grid);
  const mask = nodule.pleural ? within(body, voxelsInside(lungAt(centre), grid)) : body;
  return { ct, mask, centre, radiusMm: traits.diameterMm / 2 };
}

function lungAt([x]: Vector3) {
  const { centre, semiAxes } = x < 0 ? RIGHT_LUNG : LEFT_LUNG;
  return ellipsoid(centre, semiAxes, 0);
}

function underPleura({ direction, depthMm }: NonNullable<ClickedNodule['pleural']>): Vector3 {
  const middle = direction[0] < 0 ? RIGHT_LUNG.centre : LEFT_LUNG.centre;
  const lung = lungAt(middle);
  const along = (mm: number): Vector3 => [
    middle[0] + mm * direction[0],
    middle[1] + mm * direction[1],
    middle[2] + mm * direction[2],
  ];
  let mm = 0;
  while (lung.signedDistance(...along(mm)) < -depthMm) mm += 0.25;
  return along(mm);
}

function vesselThrough([x, y, z]: Vector3, radiusMm: number | undefined) {
  if (radiusMm === undefined) return [];
  return [
    tube([x - 30, y + 10, z - 12], [x, y, z], radiusMm, radiusMm, HU.blood),
    tube([x, y, z], [x + 25, y - 14, z + 20], radiusMm, 0.8 * radiusMm, HU.blood),
  ];
}

function within(mask: Mask, { data }: Mask): Mask {
  return { ...mask, data: mask.data.map((inside, n) => inside & data[n]!) };
}

/** Twice the voxels in both over the voxels of each; 1 where they are the same. */
export function dice(a: Uint8Array, b: Uint8Array): number {
  const count = (data: Uint8Array) => data.reduce((sum, inside) => sum + inside, 0);
  return (2 * count(a.map((inside, n) => inside & b[n]!))) / (count(a) + count(b));
}
