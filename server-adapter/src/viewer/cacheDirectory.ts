import os from 'node:os';
import path from 'node:path';

/**
 * Folder for what is fetched or generated once and used again (OHIF, the demo study): `MP_CACHE`,
 * else the user's cache folder. Outside the repository, so that a clean checkout does not lose it.
 */
export function cacheDirectory(): string {
  if (process.env.MP_CACHE) return path.resolve(process.env.MP_CACHE);
  const userCache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  return path.join(userCache, 'mutation-prediction');
}
