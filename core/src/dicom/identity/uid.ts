/** A new globally unique identifier: `2.25.` and a random (version 4) UUID as a decimal, PS3.5 B.2. */
export function newUid(): string {
  // Not randomUUID(), which browsers offer in secure contexts only: hospitals serve OHIF over http.
  return uuidUid(crypto.getRandomValues(new Uint8Array(16)), 4);
}

/**
 * The UID that always belongs to the same content: `2.25.` and a version 8 UUID from a digest.
 *
 * @param digest hexadecimal, at least 32 digits
 */
export function uidFromDigest(digest: string): string {
  const bytes = Uint8Array.from({ length: 16 }, (_, n) =>
    Number.parseInt(digest.slice(2 * n, 2 * n + 2), 16),
  );
  return uuidUid(bytes, 8);
}

/** Sets the version and variant bits of RFC 9562, then writes the UUID as one decimal. */
function uuidUid(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `2.25.${BigInt(`0x${hex}`)}`;
}
