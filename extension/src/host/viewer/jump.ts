import type { Vector3 } from '@mutation-prediction/core';
import type { CornerstoneLibraries } from './ohif.js';

/**
 * Moves every viewport that shows a frame of reference to a point; the others show other
 * coordinates and stay.
 *
 * @param pointLps patient coordinates of that frame of reference, mm
 */
export function jumpViewports(
  { cornerstone }: CornerstoneLibraries,
  frameOfReferenceUid: string,
  pointLps: Vector3,
): void {
  for (const engine of cornerstone.getRenderingEngines() ?? []) {
    for (const viewport of engine.getViewports()) {
      if (viewport.getFrameOfReferenceUID() !== frameOfReferenceUid) continue;
      if (!isMovable(viewport)) continue;
      viewport.jumpToWorld([...pointLps]);
      viewport.render();
    }
  }
}

/** Stack and volume viewports are; a 3-D rendering has nowhere to go. */
function isMovable(
  viewport: object,
): viewport is { jumpToWorld(pointLps: [number, number, number]): boolean } {
  return 'jumpToWorld' in viewport && typeof viewport.jumpToWorld === 'function';
}
