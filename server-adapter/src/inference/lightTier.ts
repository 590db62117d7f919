import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { lightTierAmong, parseModelManifest, type ModelManifest } from '@mutation-prediction/core';
import { packageIds } from './modelStore.js';

/**
 * The light tier of a model among the packages of a folder; those that cannot be read are passed over, and no weight
 * is.
 *
 * @param digest of the full model
 * @param models folder of the packages
 */
export async function findLightTier(
  digest: string,
  models: string,
): Promise<ModelManifest | undefined> {
  const read = async (id: string) => {
    const file = path.join(models, id, 'model.json');
    return parseModelManifest(new Uint8Array(await readFile(file)), file);
  };
  const settled = await Promise.allSettled((await packageIds(models)).map(read));
  const packages = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return lightTierAmong(packages, digest)?.manifest;
}
