import type { ServerParts } from '../parts.js';

/** Why nobody could be served now, in words that anybody may read; `undefined` where callers can. */
export async function obstacleToServing({
  room,
  backend,
  trail,
  access,
}: ServerParts): Promise<string | undefined> {
  if (room.isClosed) return 'the server is stopping';
  if (!backend.models().some(({ state }) => state === 'ready')) return 'no model is ready';
  if (trail?.failure) return 'the audit trail cannot be written';
  return access.obstacle();
}
