import { useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { EDGES, type LesionViews, type Vector3 } from '@mutation-prediction/core';
import { say } from '../words.js';
import { ViewCanvas } from './ViewCanvas.js';
import { VIEW_CENTRE, lpsAt } from './viewGeometry.js';
import type { ViewPoint } from './viewGeometry.js';

interface EnlargedViewProps {
  readonly views: LesionViews;
  readonly index: number;
  readonly onJump: (pointLps: Vector3) => void;
}

const EDGE = 152;
/** One sample of the 64³ cube is about this share of the view. */
const KEY_STEP = 1 / 64;

const STEPS: Readonly<Record<string, ViewPoint>> = {
  ArrowLeft: { x: -KEY_STEP, y: 0 },
  ArrowRight: { x: KEY_STEP, y: 0 },
  ArrowUp: { x: 0, y: -KEY_STEP },
  ArrowDown: { x: 0, y: KEY_STEP },
};

/** One view large enough to read, head up; a point of it can be shown in the viewports. */
export function EnlargedView({ views, index, onJump }: EnlargedViewProps) {
  const [cross, setCross] = useState<ViewPoint>(VIEW_CENTRE);
  const plane = views.planes[index]!;
  const edges = EDGES[plane];

  function jumpToPointer(event: MouseEvent<HTMLButtonElement>) {
    // A click made by Enter or Space has no place of its own: it goes where the cross is.
    if (event.detail === 0) return onJump(lpsAt(views, plane, cross));
    const box = event.currentTarget.getBoundingClientRect();
    const point = {
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    };
    setCross(point);
    onJump(lpsAt(views, plane, point));
  }

  function moveCross(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (!step) return;
    // The viewer scrolls its images with the same keys.
    event.preventDefault();
    event.stopPropagation();
    setCross(({ x, y }) => ({ x: within(x + step.x), y: within(y + step.y) }));
  }

  return (
    <button
      type="button"
      className="mp-view"
      aria-label={say('views.point', { plane: say(`views.plane.${plane}`) })}
      onClick={jumpToPointer}
      onKeyDown={moveCross}
    >
      <ViewCanvas views={views} index={index} edge={EDGE} />
      <span className="mp-cross" style={{ left: `${cross.x * 100}%`, top: `${cross.y * 100}%` }} />
      <span className="mp-edge mp-edge-left" data-edge={edges.left} />
      <span className="mp-edge mp-edge-right" data-edge={edges.right} />
      <span className="mp-edge mp-edge-top" data-edge={edges.top} />
      <span className="mp-edge mp-edge-bottom" data-edge={edges.bottom} />
    </button>
  );
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
