/**
 * A number as DS (PS3.5 6.2): the most exact decimal that fits its 16 characters.
 *
 * @throws RangeError for NaN and infinities, which DS cannot hold
 */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('DS holds finite numbers only');
  for (let digits = 17; ; digits -= 1) {
    const rounded = Number(value.toPrecision(digits));
    const text = [String(rounded), rounded.toExponential()].find((form) => form.length <= 16);
    if (text !== undefined) return text;
  }
}
