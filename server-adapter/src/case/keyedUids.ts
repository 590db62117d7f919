import { createHash } from 'node:crypto';
import { uidFromDigest } from '@mutation-prediction/core';

/**
 * Identities that the same result always has, so that an archive never holds an object of it twice.
 *
 * @param key what the result depends on
 * @param what of the result the object is
 */
export function keyedUids(key: string, what: string) {
  const uid = (name: string) =>
    uidFromDigest(createHash('sha256').update(`${key} ${name}`).digest('hex'));
  return { sopInstanceUid: uid(what), seriesInstanceUid: uid(`${what} series`) };
}
