/** WebGPU over Asyncify, for browsers whose WebAssembly cannot wait for promises, agrees with Node. */
import { emulatedRunMs, expectWebGpuParity } from './support/webGpuParity.js';

test(
  'every operator runs on WebGPU (Asyncify) and agrees with Node',
  // Chromium has no switch any more that turns JSPI off.
  () => expectWebGpuParity('asyncify', 'delete WebAssembly.Suspending;'),
  emulatedRunMs,
);
