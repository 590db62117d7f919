/** A PN in DICOM JSON (PS3.18 F.2.2). */
interface PersonName {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
  readonly Phonetic?: string;
}

export function isPersonName(value: unknown): value is PersonName {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['Alphabetic', 'Ideographic', 'Phonetic'].some((group) => group in value)
  );
}

/** Component groups as in a file, without the empty ones at the end (PS3.5 §6.2.1). */
export function joinPersonName({
  Alphabetic,
  Ideographic,
  Phonetic,
}: PersonName): string | undefined {
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '') || undefined;
}
