import { normalNumbers } from '../random.js';

/** What a synthetic lesion looks like. The traits are drawn independently of each other. */
export interface LesionTraits {
  /** Of a ball of the body's volume, mm; 10 to 30. */
  readonly diameterMm: number;
  /** Share of the body's volume, from the outside, that is ground glass; 0 solid, 1 pure. */
  readonly groundGlass: number;
  /** 0 smooth, 1 seventy spicules of up to the radius. */
  readonly spiculation: number;
  /** 0 round, 1 deeply lobulated. */
  readonly lobulation: number;
  /** Longest over shortest axis in the axial plane; 1 to 1.9. */
  readonly elongation: number;
  /** Standard deviation of the density inside, HU; 0 to 130. */
  readonly heterogeneityHu: number;
  /** Added to the density of the whole body, HU; −80 to 80. */
  readonly enhancementHu: number;
  /** Radius of an air-filled cavity over the body's; 0 none, at most 0.55. */
  readonly cavity: number;
  /** Width of a hazy margin outside the mask, mm; 0 to 5. */
  readonly haloMm: number;
  /** Size of a thickened pleural plate that touches the body, over the body's radius; 0 none. */
  readonly pleuralPlate: number;
}

export type TraitName = keyof LesionTraits;

/** Draws a trait from one uniform number, so that its rank is that number. */
const DRAWN: { readonly [trait in TraitName]: (u: number) => number } = {
  diameterMm: (u) => 10 + 20 * u,
  groundGlass: (u) => Math.min(Math.max((u - 0.25) / 0.6, 0), 1),
  spiculation: (u) => u,
  lobulation: (u) => u,
  elongation: (u) => 1 + 0.9 * u,
  heterogeneityHu: (u) => 130 * u,
  enhancementHu: (u) => 160 * u - 80,
  cavity: (u) => (u < 0.4 ? 0 : 0.2 + (0.35 * (u - 0.4)) / 0.6),
  haloMm: (u) => 5 * u,
  pleuralPlate: (u) => (u < 0.35 ? 0 : 0.5 + (u - 0.35) / 0.65),
};

export const TRAIT_NAMES = Object.keys(DRAWN) as TraitName[];

/** Traits, and for each the uniform number it came from: its rank among all lesions, 0 to 1. */
export interface DrawnTraits {
  readonly traits: LesionTraits;
  readonly ranks: Readonly<Record<TraitName, number>>;
}

export function drawTraits(random: () => number): DrawnTraits {
  const ranks = Object.fromEntries(TRAIT_NAMES.map((name) => [name, random()])) as Record<
    TraitName,
    number
  >;
  const traits = Object.fromEntries(
    TRAIT_NAMES.map((name) => [name, DRAWN[name](ranks[name])]),
  ) as Record<TraitName, number>;
  return { traits, ranks };
}

/** What a cohort's table says of a synthetic patient; `undefined` is not known. */
export interface SyntheticPatient {
  readonly sex: 'F' | 'M';
  readonly age: number | undefined;
  readonly smoking: 'never' | 'former' | 'current' | undefined;
  readonly heightCm: number;
  readonly weightKg: number;
  readonly familyHistory: 0 | 1;
  readonly stage: 1 | 2 | 3 | 4;
  readonly invasiveDegree: 'AAH' | 'AIS' | 'MIA' | 'IAC';
}

const UNKNOWN_SHARE = 0.05;

/** Patients of a lung cancer clinic; nothing but sex, age and smoking bears on any endpoint. */
export function drawPatient(random: () => number): SyntheticPatient {
  const normal = (mean: number, sd: number) => mean + sd * normalNumbers(1, random)[0]!;
  const sometimes = <T>(value: T) => (random() < UNKNOWN_SHARE ? undefined : value);
  const sex = random() < 0.5 ? 'F' : 'M';
  const smoked = random();
  return {
    sex,
    age: sometimes(Math.round(Math.min(Math.max(normal(66, 10), 30), 89))),
    smoking: sometimes(smoked < 0.35 ? 'never' : smoked < 0.75 ? 'former' : 'current'),
    heightCm: Math.round(normal(sex === 'F' ? 162 : 175, 7)),
    weightKg: Math.round(Math.max(normal(sex === 'F' ? 66 : 80, 12), 40)),
    familyHistory: random() < 0.15 ? 1 : 0,
    stage: oneOf([1, 2, 3, 4], random),
    invasiveDegree: oneOf(['AAH', 'AIS', 'MIA', 'IAC'], random),
  };
}

function oneOf<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)]!;
}
