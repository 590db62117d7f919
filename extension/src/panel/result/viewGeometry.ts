import type { LesionViews, Vector3, ViewPlane } from '@mutation-prediction/core';
import { isShownFlipped, viewPointToLps } from '@mutation-prediction/core';

/** A place in a shown view: 0–1 from the left edge and from the top edge. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

export const VIEW_CENTRE: ViewPoint = { x: 0.5, y: 0.5 };

/** LPS mm of a place in a shown view. */
export function lpsAt(views: LesionViews, plane: ViewPlane, { x, y }: ViewPoint): Vector3 {
  const row = (isShownFlipped(plane) ? 1 - y : y) * views.size - 0.5;
  const column = x * views.size - 0.5;
  return viewPointToLps(views, plane, row, column);
}
