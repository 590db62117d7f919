import type { Texture } from './drawing/texture.js';

/** What a voxel of the lifelike chest is, whatever its HU. */
export const ORGANS = [
  'air',
  'couch',
  'skin',
  'fat',
  'muscle',
  'breast',
  'bone',
  'marrow',
  'cartilage',
  'disc',
  'spinal canal',
  'right upper lobe',
  'right middle lobe',
  'right lower lobe',
  'left upper lobe',
  'left lower lobe',
  'airway lumen',
  'airway wall',
  'pulmonary artery',
  'pulmonary vein',
  'aorta',
  'systemic vein',
  'myocardium',
  'heart chamber',
  'mediastinum',
  'oesophagus',
  'diaphragm',
  'liver',
  'spleen',
  'stomach',
  'gas',
] as const;
export type Organ = (typeof ORGANS)[number];

/** What a shape of the chest is made of. */
export interface Tissue {
  readonly organ: Organ;
  /** At y = 0. */
  readonly hu: number;
  /** Added per mm towards the back. */
  readonly huPerMm?: number;
  /** Standard deviation of the density from place to place, HU, with the field that it follows. */
  readonly grain?: { readonly texture: Texture; readonly hu: number };
}

/** How contrast agent stands in the vessels when the scanner passes, HU. */
export interface ContrastPhase {
  readonly name: 'unenhanced' | 'arterial' | 'venous';
  readonly aorta: number;
  readonly pulmonaryArtery: number;
  readonly pulmonaryVein: number;
  readonly rightHeart: number;
  readonly leftHeart: number;
  readonly systemicVein: number;
  readonly myocardium: number;
  readonly liver: number;
  readonly spleen: number;
}

/**
 * Hounsfield units of tissues that contrast agent hardly changes, at 120 kV.
 *
 * Soft tissues and cartilage follow from the compositions and densities of ICRU reports 44 and 46 by the
 * stoichiometric method (Schneider, Pedroni and Lomax, Phys Med Biol 1996;41:111-24, table 2): adipose tissue
 * −114 to −55, skeletal muscle 40 to 55, cartilage about 100, skin 75, whole blood 55. Compact bone would be 1500; its
 * shells are thinner than a voxel is wide, and what is drawn here is what CT shows of them. Marrow
 * of vertebrae is 100 to 250 (Pickhardt et al., Ann Intern Med 2013;158:588-95).
 */
export const HU = {
  air: -1000,
  couchShell: 180,
  couchFoam: -930,
  skin: 40,
  fat: -104,
  mediastinalFat: -92,
  muscle: 52,
  gland: 28,
  compactBone: 820,
  thinBone: 560,
  ribMarrow: 105,
  vertebralMarrow: 138,
  humeralMarrow: 30,
  costalCartilage: 92,
  disc: 78,
  spinalCanal: 28,
  airwayWall: 10,
  oesophagus: 42,
  stomachWall: 62,
  stomachContent: 18,
  diaphragm: 52,
} as const;

/** Blood without contrast agent, and organs, HU (Lamba et al., J Comput Assist Tomogr 2014;38:731-6). */
const PLAIN = { blood: 42, myocardium: 46, liver: 58, spleen: 48 } as const;

/**
 * Contrast of the three protocols that chest CT is made with. Means of the phases after Bae, Radiology 2010;256:32-61;
 * `strength` is what a subject's heart and weight make of the same dose, 0 weak to 1 strong.
 */
export function contrastPhase(name: ContrastPhase['name'], strength: number): ContrastPhase {
  const between = (low: number, high: number) => low + (high - low) * strength;
  switch (name) {
    case 'unenhanced':
      return {
        name,
        aorta: PLAIN.blood,
        pulmonaryArtery: PLAIN.blood,
        pulmonaryVein: PLAIN.blood,
        rightHeart: PLAIN.blood,
        leftHeart: PLAIN.blood,
        systemicVein: PLAIN.blood,
        myocardium: PLAIN.myocardium,
        liver: PLAIN.liver,
        spleen: PLAIN.spleen,
      };
    case 'arterial':
      return {
        name,
        aorta: between(240, 350),
        pulmonaryArtery: between(230, 330),
        pulmonaryVein: between(240, 340),
        rightHeart: between(190, 280),
        leftHeart: between(240, 340),
        systemicVein: between(200, 420),
        myocardium: between(95, 125),
        liver: between(66, 82),
        spleen: between(100, 140),
      };
    case 'venous':
      return {
        name,
        aorta: between(140, 185),
        pulmonaryArtery: between(135, 175),
        pulmonaryVein: between(138, 180),
        rightHeart: between(130, 170),
        leftHeart: between(138, 180),
        systemicVein: between(130, 170),
        myocardium: between(95, 115),
        liver: between(98, 118),
        spleen: between(108, 128),
      };
  }
}
