import { MutationPredictionError, messageOf } from '@mutation-prediction/core';
import type { BetterPlace, WhyNotHere } from '../contract.js';
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
  const why = await whyNotHere(device);
  if (!why) return { place: 'here' };
  try {
    await checkServer();
    return { place: 'server', why };
  } catch (error) {
    if (error instanceof MutationPredictionError) return { place: 'here', error };
    throw error;
  }
}

async function whyNotHere(
  device: () => Promise<DeviceDescription>,
): Promise<WhyNotHere | undefined> {
  try {
    const found = await device();
    return found.backend === 'webgpu' ? undefined : found;
  } catch (error) {
    return error instanceof MutationPredictionError ? error : { fallbackReason: messageOf(error) };
  }
}
