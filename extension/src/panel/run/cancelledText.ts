import type { PlaceInAll } from '../state/panelState.js';
import { say } from '../words.js';

/** What a cancelled run has left behind. */
export function cancelledText(inAll: PlaceInAll | undefined): string {
  return inAll
    ? say('run.cancelledAll', { done: inAll.place - 1, total: inAll.total })
    : say('run.cancelled');
}
