import type { Device } from './device.js';

/** Of a prediction that a check withholds: no network ran. */
export const NO_DEVICE: Device = {
  runtime: 'none',
  runtimeVersion: '',
  backend: 'none',
  name: 'not run',
};

/** Whether a prediction's device is where a network ran. */
export function hasRun({ runtime }: Device): boolean {
  return runtime !== NO_DEVICE.runtime;
}
