import type { Vector3 } from '../imaging/vector.js';
import { norm, subtract } from '../imaging/vector.js';

/** What tells one lesion from another over studies. */
export interface ComparableLesion {
  /** Stays with a lesion over studies; absent where nobody has named it yet. */
  readonly trackingUid?: string | undefined;
  /** In which `centroidLps` counts. */
  readonly frameOfReferenceUid?: string | undefined;
  readonly centroidLps: Vector3;
  readonly longestDiameterMm: number;
}

/**
 * Whether a lesion of another study may be this one. Only `same` is certain; everything else is for a
 * person to say.
 *
 * - `same`: they bear the same tracking UID.
 * - `near`: in one frame of reference, where positions compare, they lie close together.
 * - `same-side`: in two frames of reference nothing but the side of the patient can be compared.
 * - `apart`: too far from each other, or on different sides.
 */
export type PriorMatch =
  | { readonly kind: 'same' }
  | { readonly kind: 'near'; readonly distanceMm: number }
  | { readonly kind: 'same-side' }
  | { readonly kind: 'apart' };

/** A lesion's centre moves when it grows or is drawn by another reader, but not further than this. */
const NEAR_MM = 10;
/** Closer to the scanner's middle than this a lesion may be on either side. */
const MIDDLE_MM = 20;

/** How a lesion of an earlier study relates to a current one. */
export function matchPriorLesion(current: ComparableLesion, prior: ComparableLesion): PriorMatch {
  if (current.trackingUid !== undefined && current.trackingUid === prior.trackingUid) {
    return { kind: 'same' };
  }
  const { frameOfReferenceUid } = current;
  if (frameOfReferenceUid !== undefined && frameOfReferenceUid === prior.frameOfReferenceUid) {
    const distanceMm = norm(subtract(current.centroidLps, prior.centroidLps));
    const reachMm = Math.max(current.longestDiameterMm, prior.longestDiameterMm) / 2;
    return distanceMm <= Math.max(NEAR_MM, reachMm)
      ? { kind: 'near', distanceMm }
      : { kind: 'apart' };
  }
  return { kind: areOnOneSide(current, prior) ? 'same-side' : 'apart' };
}

const ORDER: readonly PriorMatch['kind'][] = ['same', 'near', 'same-side', 'apart'];

/** The likeliest first; within that the order given. */
export function byMatch(a: PriorMatch, b: PriorMatch): number {
  if (a.kind === 'near' && b.kind === 'near') return a.distanceMm - b.distanceMm;
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
}

/** Left is where LPS x is positive; scanners have the patient's middle near 0. */
function areOnOneSide(a: ComparableLesion, b: ComparableLesion): boolean {
  const [x, y] = [a.centroidLps[0], b.centroidLps[0]];
  const isEither = Math.min(Math.abs(x), Math.abs(y)) <= MIDDLE_MM;
  return isEither || Math.sign(x) === Math.sign(y);
}
