import type { SyntheticPatient, TraitName } from './traits.js';

/** Endpoints of the five published systems. */
export const ENDPOINTS = [
  'EGFR',
  'KRAS',
  'ALK',
  'ROS1',
  'TP53',
  'PIK3CA',
  'PDL1',
  'LVI',
  'VPI',
  'T4',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** What an endpoint depends on. Invented: it says nothing about tumours. */
export interface PlantedSignal {
  /** The one visible trait; the higher its rank, the likelier the endpoint. */
  readonly trait: TraitName;
  /** Rank of the trait at which the endpoint is as likely as not. */
  readonly turningPoint: number;
  /** Added to the log odds. */
  readonly female: number;
  readonly neverSmoker: number;
  readonly perDecadeOver65: number;
}

export const PLANTED_SIGNALS: Readonly<Record<Endpoint, PlantedSignal>> = {
  EGFR: signal('groundGlass', 0.55, { female: 1.6, neverSmoker: 2.4 }),
  KRAS: signal('cavity', 0.6, { neverSmoker: -2.6 }),
  ALK: signal('lobulation', 0.6, { perDecadeOver65: -0.7 }),
  ROS1: signal('elongation', 0.6, { neverSmoker: 0.9 }),
  TP53: signal('heterogeneityHu', 0.5, { neverSmoker: -0.9 }),
  PIK3CA: signal('enhancementHu', 0.6, { perDecadeOver65: 0.5 }),
  PDL1: signal('spiculation', 0.55, { female: -0.6 }),
  LVI: signal('haloMm', 0.55, {}),
  VPI: signal('pleuralPlate', 0.6, {}),
  T4: signal('diameterMm', 0.6, { perDecadeOver65: 0.4 }),
};

/**
 * Log odds per unit of rank: whoever sees the trait without error separates the endpoint with an area
 * under the ROC curve of about 0.98, which leaves room for networks that see it with some.
 */
const SLOPE = 24;

/** Share of labels that are not known, as in any real table. */
const UNKNOWN_SHARE = 0.1;

function signal(
  trait: TraitName,
  turningPoint: number,
  clinical: Partial<Omit<PlantedSignal, 'trait' | 'turningPoint'>>,
): PlantedSignal {
  return { trait, turningPoint, female: 0, neverSmoker: 0, perDecadeOver65: 0, ...clinical };
}

/** Log odds of an endpoint for a lesion whose traits have these ranks. */
export function logOdds(
  endpoint: Endpoint,
  ranks: Readonly<Record<TraitName, number>>,
  { sex, smoking, age }: SyntheticPatient,
): number {
  const planted = PLANTED_SIGNALS[endpoint];
  return (
    SLOPE * (ranks[planted.trait] - planted.turningPoint) +
    (sex === 'F' ? planted.female : -planted.female) +
    (smoking === 'never' ? planted.neverSmoker : -planted.neverSmoker / 2) +
    planted.perDecadeOver65 * (((age ?? 65) - 65) / 10)
  );
}

/** Labels of a lesion: 1, 0, or not known. */
export function drawLabels(
  ranks: Readonly<Record<TraitName, number>>,
  patient: SyntheticPatient,
  random: () => number,
): Record<Endpoint, 0 | 1 | undefined> {
  const label = (endpoint: Endpoint) => {
    const positive = random() < 1 / (1 + Math.exp(-logOdds(endpoint, ranks, patient)));
    const known = random() >= UNKNOWN_SHARE;
    return known ? (positive ? 1 : 0) : undefined;
  };
  return Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint, label(endpoint)])) as Record<
    Endpoint,
    0 | 1 | undefined
  >;
}
