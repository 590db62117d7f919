/** A new globally unique identifier: `2.25.` and a random (version 4) UUID as a decimal, PS3.5 B.2. */
export function newUid(): string {
  // Not randomUUID(), which browsers offer in secure contexts only: hospitals serve OHIF over http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `2.25.${BigInt(`0x${hex}`)}`;
}
