import * as z from 'zod';
import { MutationPredictionError } from '../errors.js';

/** A key that a site trusts, and whose it is. */
export const trustedKeySchema = z.object({
  /** Shown to people, e.g. `Radiology, University Hospital`. */
  name: z.string().min(1).max(64),
  /** Ed25519, RFC 8032 §5.1.5: 32 bytes as hexadecimal digits. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
});
export type TrustedKey = Readonly<z.infer<typeof trustedKeySchema>>;

/**
 * A site's list of trusted keys.
 *
 * @param list as parsed from JSON
 * @param place names it in errors
 * @throws MutationPredictionError `invalid-parameters`
 */
export function readTrustedKeys(list: unknown, place: string): readonly TrustedKey[] {
  const { data, error } = z.array(trustedKeySchema).safeParse(list);
  if (data) return data;
  const [issue] = error.issues;
  throw new MutationPredictionError('invalid-parameters.trusted-keys', {
    place,
    problem: `${issue?.path.join('.') || 'the list'}: ${issue?.message ?? 'is none'}`,
  });
}
