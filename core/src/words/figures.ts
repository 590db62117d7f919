/*
 * Figures as sentences show them.
 */

/** At most three significant digits, without trailing zeros. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A share as a percentage; less than a hundredth has a word of the catalogue (`terms.share`). */
export function percentage(share: number): string {
  if (share > 0 && share < 0.01) return 'trace';
  return `${Math.round(share * 100)} %`;
}
