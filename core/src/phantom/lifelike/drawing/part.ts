import type { Tissue } from '../tissues.js';
import type { Ellipsoid, Outline } from './outline.js';
import { ellipsoidSection } from './outline.js';
import type { Plane } from './plane.js';
import { fillOutline } from './plane.js';
import type { Tube } from './tube.js';
import { fillTube } from './tube.js';

/** Something that is painted where a plane cuts it, over what has been painted before. */
export interface Part {
  /** Below and above there is nothing of it, mm. */
  readonly bottom: number;
  readonly top: number;
  paint(plane: Plane, z: number): void;
}

/** A body that is known by its outline at every height. */
export function outlined(
  [bottom, top]: readonly [number, number],
  tissue: Tissue,
  outlineAt: (z: number) => Outline | undefined,
): Part {
  return {
    bottom,
    top,
    paint: (plane, z) => {
      const outline = outlineAt(z);
      if (outline) fillOutline(plane, outline, tissue, z);
    },
  };
}

export function solidEllipsoid(body: Ellipsoid, tissue: Tissue): Part {
  const height = Math.hypot(body.axes[0][2], body.axes[1][2], body.axes[2][2]);
  return outlined([body.centre[2] - height, body.centre[2] + height], tissue, (z) =>
    ellipsoidSection(body, z),
  );
}

export function tubes(
  parts: readonly Tube[],
  tissue: Tissue,
  { grow = 0, flatten = 1 }: { grow?: number; flatten?: number } = {},
): Part {
  const reach = (tube: Tube) => (Math.max(tube.radiusFrom, tube.radiusTo) + grow) * flatten + 2;
  return {
    bottom: Math.min(...parts.map((tube) => Math.min(tube.from[2], tube.to[2]) - reach(tube))),
    top: Math.max(...parts.map((tube) => Math.max(tube.from[2], tube.to[2]) + reach(tube))),
    paint: (plane, z) => {
      for (const tube of parts) fillTube(plane, tube, tissue, z, grow, flatten);
    },
  };
}
