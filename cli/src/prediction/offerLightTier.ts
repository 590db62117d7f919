import { SLOW_RUN_MS, type Prediction } from '@mutation-prediction/core';
import { findLightTier } from '@mutation-prediction/server-adapter/inference';
import { say } from '../terminal/terminal.js';

/**
 * Names the light tier of a model whose network took long on this machine, where there is one.
 *
 * @param models folder of the packages
 */
export async function offerLightTier(
  predictions: readonly Prediction[],
  models: string,
): Promise<void> {
  const slow = predictions.find(({ timingsMs: { run } }) => run > SLOW_RUN_MS);
  if (!slow || slow.device.server !== undefined) return;
  const light = await findLightTier(slow.model.digest, models);
  if (!light) return;
  const seconds = (slow.timingsMs.run / 1000).toFixed(1);
  say(
    `${slow.model.id} took ${seconds} s on this machine. --model ${light.id} is its light tier: it learned to say ` +
      'the same, much sooner; its card.md tells how closely.\n',
  );
}
