import type { ConformalCalibration } from '../contract/modelManifest.js';
import type { ConformalSet, Status } from '../contract/prediction.js';

/**
 * Which classes a probability is compatible with: split conformal prediction, class by class (Mondrian;
 * Vovk, Gammerman and Shafer 2005, §4.5), with 1 − the class's probability as nonconformity.
 *
 * A class is in the set when its p-value, (cases of the class that conform no better + 1) / (cases + 1),
 * is at least 1 − level. Of new cases of either class, drawn as the calibration cases were, the set then
 * holds the true class in a share `level` or more, on average over calibration sets.
 *
 * @param probability calibrated, of "mutant"
 */
export function conformalSet(probability: number, calibration: ConformalCalibration): ConformalSet {
  const { level, mutant, wildType } = calibration;
  const p = {
    mutant: pValue(mutant.probabilities.filter((known) => known <= probability).length, mutant),
    wildType: pValue(
      wildType.probabilities.filter((known) => known >= probability).length,
      wildType,
    ),
  };
  const classes: ConformalSet['classes'] = [
    ...(p.mutant >= 1 - level ? (['mutant'] as const) : []),
    ...(p.wildType >= 1 - level ? (['wild-type'] as const) : []),
  ];
  return {
    classes,
    level,
    p,
    cases: { mutant: mutant.probabilities.length, wildType: wildType.probabilities.length },
    coverage: { mutant: mutant.coverage, wildType: wildType.coverage },
  };
}

function pValue(conformingNoBetter: number, { probabilities }: ConformalCalibration['mutant']) {
  return (conformingNoBetter + 1) / (probabilities.length + 1);
}

/** A set of one class is that class; both, or none, is indeterminate. */
export function statusOfSet({ classes }: Pick<ConformalSet, 'classes'>): Status {
  const [only, another] = classes;
  return only && !another ? only : 'indeterminate';
}

/** The probabilities between which the set is not one class, from lower to higher. */
export function indeterminateRange({
  level,
  mutant,
  wildType,
}: ConformalCalibration): [number, number] {
  const rising = mutant.probabilities.toSorted((a, b) => a - b);
  const falling = wildType.probabilities.toSorted((a, b) => b - a);
  const mutantFrom = rising[leastCount(rising.length, level) - 1] ?? 0;
  const wildTypeUpTo = falling[leastCount(falling.length, level) - 1] ?? 1;
  return [Math.min(mutantFrom, wildTypeUpTo), Math.max(mutantFrom, wildTypeUpTo)];
}

/** The smallest number of cases that conform no better with which a class is in the set. */
function leastCount(cases: number, level: number): number {
  let count = 0;
  while ((count + 1) / (cases + 1) < 1 - level) count++;
  return count;
}
