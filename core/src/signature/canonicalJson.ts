import { decimalString } from '../dicom/reading/decimalString.js';

/**
 * A value as text that is equal where the content is: keys sorted, absent ones left out, numbers to the
 * digits that every system keeps (DS).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return decimalString(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join()}}`;
}
