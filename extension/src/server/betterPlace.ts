import { MutationPredictionError, messageOf } from '@mutation-prediction/core';
import type { BetterPlace } from '../contract.js';
import type { DeviceDescription } from '../inference/device.js';

/**
 * Where models had better run: here on a graphics processor, so that nothing need be sent; else on the
 * server, as long as it is ready.
 *
 * @param device what would run here, and why no other; rejects where nothing can
 * @param checkServer rejects with what is the matter with the server
 */
export async function betterPlace(
  device: () => Promise<DeviceDescription>,
  checkServer: () => Promise<void>,
): Promise<BetterPlace> {
  const reason = await whyNotHere(device);
  if (reason === undefined) return { place: 'here' };
  try {
    await checkServer();
    return { place: 'server', reason };
  } catch (error) {
    if (error instanceof MutationPredictionError) return { place: 'here', error };
    throw error;
  }
}

async function whyNotHere(device: () => Promise<DeviceDescription>): Promise<string | undefined> {
  try {
    const { backend, fallbackReason = '' } = await device();
    return backend === 'webgpu' ? undefined : fallbackReason;
  } catch (error) {
    return messageOf(error);
  }
}
