import type { Grid } from '../../imaging/grid.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { ChestPhantom, ChestPhantomOptions } from '../phantomOptions.js';
import { axialGrid } from '../axialGrid.js';
import { lesionShapes } from '../cohort/lesionShapes.js';
import type { LesionTraits } from '../cohort/traits.js';
import { voxelsInside } from '../maskOfShape.js';
import type { NoduleOptions } from '../nodule.js';
import { seededRandom } from '../random.js';
import { acquire } from './acquisition.js';
import { placeLesion } from './lesionPlace.js';
import { lifelikeChest, toPatient } from './lifelikeChest.js';
import { renderChest } from './renderChest.js';
import type { Subject } from './subject.js';
import { drawSubject } from './subject.js';

const DEFAULT_SIZE: Vector3 = [512, 512, 120];
const LENGTH_MM = 300;

/** What a nodule is like unless its options say otherwise: a spiculated solid one of the right upper lobe. */
const DEFAULT_TRAITS: LesionTraits = {
  diameterMm: 22,
  groundGlass: 0,
  spiculation: 0.5,
  lobulation: 0.45,
  elongation: 1.15,
  heterogeneityHu: 14,
  enhancementHu: 0,
  cavity: 0,
  haloMm: 0.8,
  pleuralPlate: 0,
};

/** The lifelike chest with one nodule: the same options give the same voxels, everywhere. */
export function lifelikePhantom(options: ChestPhantomOptions): ChestPhantom {
  const seed = options.seed ?? 1;
  const random = seededRandom(seed);
  const subject = drawSubject(random, undefined, options.phase);
  const chest = lifelikeChest(subject, Math.imul(seed, 0x9e3779b1));
  const traits = traitsOf(options.nodule);
  const radius = traits.diameterMm / 2;
  const place = placeLesion(chest.map, radius, traits.pleuralPlate > 0, random, [
    'right upper lobe',
  ]);
  const given = options.nodule?.centreLps;
  const centreLps = given ?? toPatient(subject, place.centre);
  const { shapes, body } = lesionShapes(
    traits,
    centreLps,
    random,
    given ? undefined : place.towardsWall,
  );
  const grid = gridOf(subject, options);
  const { hu } = renderChest(chest, shapes, grid);
  const mask = voxelsInside(body, grid);
  const kernel = options.kernel ?? 'standard';
  return {
    ct: { grid, data: acquire(hu, grid, { kernel, noiseHu: options.noiseHu ?? 12 }, random) },
    nodule: mask,
    truth: {
      seed,
      nodule: {
        diameterMm: traits.diameterMm,
        centreLps,
        spiculation: traits.spiculation,
        groundGlassFraction: traits.groundGlass,
        traits,
      },
      noduleVolumeMm3: volumeOf(mask.data, grid),
      subject: { sex: subject.sex, phase: subject.phase.name },
    },
  };
}

function traitsOf(nodule: Partial<NoduleOptions> = {}): LesionTraits {
  const { diameterMm, spiculation, groundGlassFraction } = nodule;
  return {
    ...DEFAULT_TRAITS,
    ...nodule.traits,
    ...(diameterMm === undefined ? {} : { diameterMm }),
    ...(spiculation === undefined ? {} : { spiculation }),
    ...(groundGlassFraction === undefined ? {} : { groundGlass: groundGlassFraction }),
  };
}

/** A field of view that holds the chest; of raised arms only what lies within it, as in practice. */
function gridOf(
  { scale, fatMm }: Subject,
  { size = DEFAULT_SIZE, spacingMm }: ChestPhantomOptions,
): Grid {
  const field = Math.ceil((2 * (160 + fatMm) * scale[0]) / 10) * 10 + 20;
  return axialGrid(
    size,
    spacingMm ?? [field / size[0], field / size[1], (LENGTH_MM * scale[2]) / size[2]],
  );
}

function volumeOf(mask: Uint8Array, { axes }: Grid): number {
  let voxels = 0;
  for (const inside of mask) voxels += inside;
  return voxels * axes[0][0] * axes[1][1] * axes[2][2];
}
