/** WebGPU over JSPI agrees with Node. */
import { emulatedRunMs, expectWebGpuParity } from './support/webGpuParity.js';

test(
  'every operator runs on WebGPU (JSPI) and agrees with Node',
  () => expectWebGpuParity('jspi'),
  emulatedRunMs,
);
