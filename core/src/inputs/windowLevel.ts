import type { HuWindow } from '../imaging/huWindow.js';

export const LEVELS = 256;

/** A whole level, 0 to 255, halves up (PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2). */
export function windowLevel(hu: number, window: HuWindow): number {
  return Math.floor(Math.max(0, Math.min(1, share(hu, window))) * (LEVELS - 1) + 0.5);
}

function share(hu: number, { centre, width, function: name }: HuWindow): number {
  switch (name) {
    case 'LINEAR_EXACT':
      return (hu - centre) / width + 0.5;
    case 'SIGMOID':
      return 1 / (1 + Math.exp((-4 * (hu - centre)) / width));
    default:
      return (hu - (centre - 0.5)) / (width - 1) + 0.5;
  }
}
