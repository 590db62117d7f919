/*
 * Figures as sentences show them.
 */

/** At most three significant digits. A number, whose decimal mark is left to the language. */
export function figure(value: number): number {
  return Number(value.toPrecision(3));
}

/** With so many decimals at most. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A share as a percentage; less than a hundredth has a word of the catalogue (`terms.share`). */
export function percentage(share: number): string {
  if (share > 0 && share < 0.01) return 'trace';
  return `${Math.round(share * 100)} %`;
}
