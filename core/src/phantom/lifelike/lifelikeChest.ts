import type { Vector3 } from '../../imaging/vector.js';
import { seededRandom } from '../random.js';
import type { Part } from './drawing/part.js';
import { outlined } from './drawing/part.js';
import type { Plane } from './drawing/plane.js';
import type { Texture } from './drawing/texture.js';
import { grainTexture } from './drawing/texture.js';
import type { Box, ChestMap } from './chestMap.js';
import { chestMap } from './chestMap.js';
import { abdomen } from './organs/abdomen.js';
import { bodyWall } from './organs/bodyWall.js';
import { couch } from './organs/couch.js';
import { heart } from './organs/heart.js';
import { divideLobes, lungs } from './organs/lungs.js';
import { mediastinum } from './organs/mediastinum.js';
import { ribs, sternum } from './organs/ribs.js';
import { shoulders } from './organs/shoulder.js';
import { spine } from './organs/spine.js';
import { SIDES, thorax } from './organs/thorax.js';
import type { Subject } from './subject.js';
import type { Organ, Tissue } from './tissues.js';
import { HU } from './tissues.js';
import { pulmonaryTrees } from './trees/pulmonaryTrees.js';

/** A subject's chest, ready to be painted plane by plane in the frame of the anatomy's template. */
export interface LifelikeChest {
  readonly subject: Subject;
  /** Where its lungs are, in the template's frame. */
  readonly map: ChestMap;
  /** Where everything is. */
  wholeMap(): ChestMap;
  /**
   * What paints planes of a box (template's frame, mm); vessels and bronchi grow only in the lobes that it meets.
   */
  painter(box: Box): (plane: Plane, z: number) => void;
}

/** Terminals of the vessels' trees lie this far apart, mm. */
const TERMINAL_SPACING_MM = 7;

/** @param seed chooses the vessels; the subject all the rest */
export function lifelikeChest(subject: Subject, seed: number): LifelikeChest {
  const tissue = tissuesOf(subject);
  const wall = thorax(subject.waviness);
  const { muscle, fat, compact, marrow, cartilage } = tissue;
  const body = bodyWall({
    thorax: wall,
    fatMm: subject.fatMm,
    muscularity: subject.muscularity,
    breastMm: subject.breastMm,
    tissues: { skin: tissue.skin, fat, muscle, gland: tissue.gland },
  });
  const around = mediastinum(
    {
      fat: tissue.mediastinalFat,
      muscle,
      aorta: tissue.aorta,
      systemicVein: tissue.systemicVein,
      pulmonaryArtery: tissue.pulmonaryArtery,
      pulmonaryVein: tissue.pulmonaryVein,
      oesophagus: tissue.oesophagus,
      gas: tissue.gas,
      node: tissue.node,
    },
    subject.oesophagealAir,
  );
  const { halo, chambers } = heart({
    fat: tissue.mediastinalFat,
    myocardium: tissue.myocardium,
    right: tissue.rightHeart,
    left: tissue.leftHeart,
    aorta: tissue.aorta,
    pulmonaryArtery: tissue.pulmonaryArtery,
  });
  const upperAbdomen = abdomen(wall, subject.domes, tissue);
  const outside: Part[] = [
    ...couch(124 + subject.fatMm * 0.5, tissue.couchShell, tissue.couchFoam),
    ...body.envelope,
    ...body.muscles,
    ...shoulders(wall, {
      compact: tissue.thinBone,
      marrow: tissue.ribMarrow,
      humeralMarrow: tissue.humeralMarrow,
      muscle,
    }),
    ...SIDES.map((side) => outlined([-1000, 1000], fat, (z) => wall.half(side, z, 10))),
    ...SIDES.map((side) => outlined([-1000, 1000], muscle, (z) => wall.half(side, z, 9))),
    ...SIDES.map((side) => outlined([-1000, 1000], fat, (z) => wall.half(side, z, 0.7))),
  ];
  const lungParts = [...lungs(wall, tissue.parenchyma), divideLobes(subject.fissures)];
  const overLungs = [...halo, ...around.halo, ...upperAbdomen];
  const bones = [
    ...ribs(wall, tissue.thinBone, tissue.ribMarrow, cartilage),
    ...sternum(tissue.thinBone, tissue.ribMarrow, cartilage),
    ...spine({
      compact,
      marrow,
      disc: tissue.disc,
      canal: tissue.canal,
      cartilage,
    }),
  ];
  const inFront = [...around.vessels, ...chambers, ...around.oesophagus];
  const inside = [...lungParts, ...overLungs, ...inFront, ...bones];
  const map = chestMap(inside);
  const grow = (box: Box) =>
    pulmonaryTrees(map, box, TERMINAL_SPACING_MM, seededRandom(seed), {
      airwayWall: tissue.airwayWall,
      airwayLumen: tissue.airwayLumen,
      artery: tissue.pulmonaryArtery,
      vein: tissue.pulmonaryVein,
    });
  return {
    subject,
    map,
    wholeMap: () => chestMap([...outside, ...inside]),
    painter: (box) => {
      const trees = grow(box);
      const parts = [
        ...outside,
        ...lungParts,
        trees.peripheral,
        ...overLungs,
        ...inFront,
        trees.central,
        ...bones,
      ];
      return (plane, z) => {
        plane.hu.fill(HU.air);
        plane.organ.fill(0);
        for (const part of parts) if (z >= part.bottom && z <= part.top) part.paint(plane, z);
      };
    },
  };
}

interface Grains {
  readonly fine: Texture;
  readonly coarse: Texture;
}

let drawnGrains: Grains | undefined;

/** Drawn once for all chests: which grain lies where tells nobody apart. */
function grains(): Grains {
  const random = seededRandom(1);
  drawnGrains ??= { fine: grainTexture(0.9, 1, random), coarse: grainTexture(1.6, 2, random) };
  return drawnGrains;
}

function tissuesOf({ phase, lungHu, lungHuPerMm }: Subject) {
  const { fine, coarse } = grains();
  const plain = (organ: Organ, hu: number): Tissue => ({ organ, hu });
  const grainy = (organ: Organ, hu: number, texture: Texture, grainHu: number): Tissue => ({
    organ,
    hu,
    grain: { texture, hu: grainHu },
  });
  return {
    couchShell: plain('couch', HU.couchShell),
    couchFoam: plain('couch', HU.couchFoam),
    skin: plain('skin', HU.skin),
    fat: grainy('fat', HU.fat, coarse, 6),
    muscle: grainy('muscle', HU.muscle, coarse, 9),
    gland: grainy('breast', HU.gland, coarse, 34),
    compact: grainy('bone', HU.compactBone * 0.75, fine, 70),
    thinBone: grainy('bone', HU.thinBone, fine, 60),
    marrow: grainy('marrow', HU.vertebralMarrow, fine, 48),
    ribMarrow: grainy('marrow', HU.ribMarrow, fine, 45),
    humeralMarrow: grainy('marrow', HU.humeralMarrow, coarse, 55),
    cartilage: grainy('cartilage', HU.costalCartilage, coarse, 14),
    disc: plain('disc', HU.disc),
    canal: plain('spinal canal', HU.spinalCanal),
    parenchyma: {
      organ: 'right upper lobe',
      hu: lungHu,
      huPerMm: lungHuPerMm,
      grain: { texture: coarse, hu: 13 },
    } satisfies Tissue,
    airwayWall: plain('airway wall', HU.airwayWall),
    airwayLumen: plain('airway lumen', HU.air),
    mediastinalFat: grainy('mediastinum', HU.mediastinalFat, coarse, 9),
    node: plain('mediastinum', phase.name === 'unenhanced' ? 38 : 78),
    aorta: plain('aorta', phase.aorta),
    systemicVein: grainy(
      'systemic vein',
      phase.systemicVein,
      coarse,
      phase.name === 'arterial' ? 24 : 3,
    ),
    pulmonaryArtery: plain('pulmonary artery', phase.pulmonaryArtery),
    pulmonaryVein: plain('pulmonary vein', phase.pulmonaryVein),
    myocardium: grainy('myocardium', phase.myocardium, coarse, 6),
    rightHeart: grainy(
      'heart chamber',
      phase.rightHeart,
      coarse,
      phase.name === 'arterial' ? 14 : 3,
    ),
    leftHeart: plain('heart chamber', phase.leftHeart),
    oesophagus: plain('oesophagus', HU.oesophagus),
    gas: plain('gas', HU.air),
    diaphragm: plain('diaphragm', HU.diaphragm),
    liver: grainy('liver', phase.liver, coarse, 4),
    liverVein: plain(
      'liver',
      phase.liver + (phase.name === 'venous' ? 45 : phase.name === 'arterial' ? -4 : -8),
    ),
    spleen: grainy('spleen', phase.spleen, coarse, phase.name === 'arterial' ? 14 : 4),
    stomachWall: plain('stomach', HU.stomachWall),
    stomachContent: grainy('stomach', HU.stomachContent, coarse, 10),
  } as const;
}

/** A place of the template in the patient's frame (LPS mm), and back. */
export const toPatient = ({ scale }: Subject, [x, y, z]: Vector3): Vector3 => [
  x * scale[0],
  y * scale[1],
  z * scale[2],
];
export const toTemplate = ({ scale }: Subject, [x, y, z]: Vector3): Vector3 => [
  x / scale[0],
  y / scale[1],
  z / scale[2],
];
