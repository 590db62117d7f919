import { launchChromium } from '../../support/viewerPage.js';
import { hostFiles, openModelHost, predictionInPage, workerAfter } from './hostPage.js';
import { predictInNode } from './nodeReference.js';
import { expectParity } from './parity.js';
import { startPluginServer } from './pluginServer.js';
import { syntheticRequest } from './syntheticCase.js';

/** The adapter is emulated: a run takes 20 s on two idle cores, and minutes on busy ones. */
export const emulatedRunMs = 900_000;

/**
 * One prediction with `device: 'webgpu'`, which refuses a browser without an adapter and a graph of
 * which any operator would fall back to the processor.
 *
 * @param prelude a statement that the worker runs before all else
 */
export async function expectWebGpuParity(
  runtime: 'jspi' | 'asyncify',
  prelude = '',
): Promise<void> {
  const request = await syntheticRequest();
  const reference = await predictInNode(request);
  const server = await startPluginServer({
    files: { ...hostFiles(request), ...workerAfter(prelude) },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await openModelHost(page, server.url, 'webgpu');

    const outcome = await predictionInPage(page);

    expect(outcome.prediction.device.backend).toBe('webgpu');
    expect(outcome.prediction.device).not.toHaveProperty('fallbackReason');
    expectParity(outcome, reference, 1e-3);
    expect(server.requested.filter((file) => file.endsWith('.wasm'))).toEqual([
      `/ort/ort-wasm-simd-threaded.${runtime}.wasm`,
    ]);
  } finally {
    await browser.close();
    await server.close();
  }
}
