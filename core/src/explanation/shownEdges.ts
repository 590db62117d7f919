import type { ViewPlane } from '../contract/modelManifest.js';

/**
 * How a view is shown to people. The cube's rows run to the patient's head (+S), so every plane but
 * the axial one reads upside down; it is shown head up. What the network gets is not touched.
 */
export function isShownFlipped(plane: ViewPlane): boolean {
  return plane !== 'axial';
}

/** Letters at the edges of a shown view, in DICOM's terms (H = head, F = feet). */
export interface Edges {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

export const EDGES: Record<ViewPlane, Edges> = {
  axial: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  coronal: { left: 'R', right: 'L', top: 'H', bottom: 'F' },
  sagittal: { left: 'A', right: 'P', top: 'H', bottom: 'F' },
  'diagonal-yx': { left: 'RA', right: 'LP', top: 'H', bottom: 'F' },
  'antidiagonal-yx': { left: 'LA', right: 'RP', top: 'H', bottom: 'F' },
  'diagonal-zx': { left: 'A', right: 'P', top: 'HL', bottom: 'FR' },
  'antidiagonal-zx': { left: 'A', right: 'P', top: 'HR', bottom: 'FL' },
  'diagonal-zy': { left: 'R', right: 'L', top: 'HP', bottom: 'FA' },
  'antidiagonal-zy': { left: 'R', right: 'L', top: 'HA', bottom: 'FP' },
};
