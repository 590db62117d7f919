import type { Growth } from './grow.js';

/** A nodule's solid parts are no denser, but for calcium and contrast. */
const SOLID_HU = 60;

/** What is thinner than this share of a nodule's core is cut off it, unless it hangs on what is as thick. */
export const OPENING = 0.4;
/** For a nodule on a vessel that is hardly thinner. */
export const TIGHT_OPENING = 0.7;

/**
 * How a nodule is grown.
 *
 * @param size from −1, tight, over 0, as it is, to 1, loose
 * @param lungHu of the lung around
 * @param noduleHu of the nodule's least dense part
 * @param opening of a nodule as it is
 */
export function growthOf(
  size: number,
  lungHu: number,
  noduleHu: number,
  opening = OPENING,
): Growth {
  // Halfway between both runs the edge, however blurred.
  const share = 0.5 - (size < 0 ? 0.15 : 0.25) * size;
  return {
    threshold: lungHu + share * (Math.min(noduleHu, SOLID_HU) - lungHu),
    opening: opening - 0.3 * size,
    reach: 2.5 + size,
  };
}
