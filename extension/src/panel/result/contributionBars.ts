import type { Contribution, InputGroup } from '@mutation-prediction/core';

/** How far a group moves the log odds, and the bar for it: from the middle, in percent of the width. */
export interface ContributionBar {
  readonly group: InputGroup;
  readonly value: number;
  readonly left: number;
  readonly width: number;
}

/** Below this a value is shown as 0. */
export const NO_DIFFERENCE = 0.05;
/** Log odds to the end of the axis at least, so that small differences look small. */
const LEAST_REACH = 2;

/** Beyond what is usual, where the package tells what that is. */
export function valueOf({ change, usual = 0 }: Contribution): number {
  return change - usual;
}

/** Half the width of the axis, in log odds: one for all bars of a result, so that they compare. */
export function reachOf(contributions: readonly Contribution[]): number {
  return Math.max(LEAST_REACH, ...contributions.map((one) => Math.abs(valueOf(one))));
}

export function contributionBar(contribution: Contribution, reach: number): ContributionBar {
  const value = valueOf(contribution);
  const width = (50 * Math.abs(value)) / reach;
  return { group: contribution.group, value, left: value < 0 ? 50 - width : 50, width };
}
