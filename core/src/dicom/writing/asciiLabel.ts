/**
 * A segment's label or tracking identifier as readers can take it: text inside sequences must be
 * ASCII, so characters become their base letter or a question mark (a backslash too, which separates
 * values), and at most 64 are kept (LO).
 */
export function asciiLabel(label: string): string {
  const ascii = label
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\x20-\x7e]|\\/g, '?')
    .slice(0, 64)
    .trim();
  return ascii || 'Lesion';
}
