import { normalNumbers } from '../random.js';
import type { Fissures } from './organs/lungs.js';
import type { Domes } from './organs/abdomen.js';
import type { ContrastPhase } from './tissues.js';
import { contrastPhase } from './tissues.js';

/** Whose chest it is: drawn from a seed, or known of a patient. */
export interface Subject {
  readonly sex: 'F' | 'M';
  readonly heightCm: number;
  readonly weightKg: number;
  /** Sizes over those of the anatomy's template: across, from front to back, along. */
  readonly scale: readonly [number, number, number];
  readonly fatMm: number;
  readonly muscularity: number;
  readonly breastMm: number;
  /** Radii of the rib cage in twelve directions over the template's. */
  readonly waviness: readonly number[];
  readonly domes: Domes;
  readonly fissures: Fissures;
  readonly oesophagealAir: boolean;
  /** Lung at the middle of the body, HU, and what gravity adds per mm towards the back. */
  readonly lungHu: number;
  readonly lungHuPerMm: number;
  readonly phase: ContrastPhase;
}

export type Build = Pick<Subject, 'sex' | 'heightCm' | 'weightKg'>;

/** Stature of the anatomy's template, cm. */
const TEMPLATE_HEIGHT = 168;

/**
 * A subject from random numbers. Trunks grow with stature, and a body mass index above 19 shows as fat under the skin.
 *
 * @param build of a patient whose sex and size are known
 * @param phase of the contrast agent; drawn unless given
 */
export function drawSubject(
  random: () => number,
  build?: Build,
  phase?: ContrastPhase['name'],
): Subject {
  const normal = (mean: number, sd: number) => {
    const [value] = normalNumbers(1, random);
    return mean + sd * Math.min(Math.max(value!, -2), 2);
  };
  const { sex, heightCm, weightKg } = build ?? drawBuild(random, normal);
  const bodyMass = weightKg / (heightCm / 100) ** 2;
  const male = sex === 'M';
  const stature = heightCm / TEMPLATE_HEIGHT;
  const along = Math.min(Math.max(stature * normal(1, 0.025), 0.88), 1.12);
  const across = Math.min(Math.max(stature * (male ? 1.05 : 0.98) * normal(1, 0.025), 0.88), 1.16);
  const deep = Math.min(Math.max((male ? 1.06 : 1) * normal(1, 0.035), 0.9), 1.16);
  const names = ['unenhanced', 'arterial', 'venous'] as const;
  const drawnPhase = names[Math.floor(3 * random())]!;
  return {
    sex,
    heightCm,
    weightKg,
    scale: [across, deep, along],
    fatMm: Math.min(Math.max((bodyMass - 18.5) * (male ? 1.1 : 1.6) + normal(6, 2), 4), 34),
    muscularity: male ? normal(1.12, 0.12) : normal(0.92, 0.1),
    breastMm: male ? 0 : Math.min(Math.max(normal(22, 8) + (bodyMass - 24) * 1.2, 6), 44),
    waviness: Array.from({ length: 12 }, () => normal(1, 0.014)),
    domes: { right: normal(-64, 6), left: normal(-76, 6) },
    fissures: {
      obliqueShift: normal(0, 5),
      horizontalZ: normal(4, 5),
      completeness: 0.55 + 0.45 * random(),
    },
    oesophagealAir: random() < 0.5,
    lungHu: normal(-858, 14),
    lungHuPerMm: 0.26 + 0.16 * random(),
    phase: contrastPhase(phase ?? drawnPhase, random()),
  };
}

function drawBuild(random: () => number, normal: (mean: number, sd: number) => number): Build {
  const sex = random() < 0.5 ? 'F' : 'M';
  const heightCm = Math.round(normal(sex === 'F' ? 163 : 176, 6.5));
  return { sex, heightCm, weightKg: Math.round(normal(24.5, 3) * (heightCm / 100) ** 2) };
}
