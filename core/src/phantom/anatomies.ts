/**
 * What a phantom's chest is built like. `lifelike`: a chest as CT shows it, which differs from seed to seed; the
 * demonstration packages were trained on it. `schematic`: ellipsoids and tubes.
 */
export const ANATOMIES = ['schematic', 'lifelike'] as const;
export type Anatomy = (typeof ANATOMIES)[number];

/** Whoever does not choose gets this one. A change of it is a change of `PHANTOM_VERSION`. */
export const DEFAULT_ANATOMY: Anatomy = 'lifelike';
