import type { Vector3 } from '@mutation-prediction/core';
import type { CornerstoneLibraries } from '../viewer/ohif.js';

/** A point in a viewport. */
export interface ViewportPoint {
  readonly viewportId: string;
  /** Of the viewport's frame of reference, mm. */
  readonly pointLps: Vector3;
  /** Of the image that the viewport shows, where it shows one. */
  readonly imageId?: string | undefined;
}

const CURSOR_CLASS = 'mp-nodule-cursor';
/** Mouse and touch are told apart only after the pointer: the viewer's tools listen to either. */
const TOOL_EVENTS = ['mousedown', 'touchstart', 'click', 'dblclick'] as const;

/**
 * Takes the next presses in viewports for points, before the viewer's tools see them; everything else,
 * such as the wheel and the other buttons, stays theirs. The cursor says so.
 *
 * @param onLeave Esc was pressed
 * @returns ends it
 */
export function takeClicks(
  libraries: CornerstoneLibraries,
  onPoint: (point: ViewportPoint) => void,
  onLeave: () => void,
): () => void {
  const style = document.createElement('style');
  style.textContent = `.${CURSOR_CLASS} [data-viewport-uid] canvas { cursor: crosshair !important; }`;
  document.head.append(style);
  document.body.classList.add(CURSOR_CLASS);

  const press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const point = pointUnder(event, libraries);
    if (!point) return;
    event.stopImmediatePropagation();
    onPoint(point);
  };
  const keepFromTools = (event: MouseEvent | TouchEvent) => {
    if (event instanceof MouseEvent && event.button !== 0) return;
    if (viewportOf(event.target, libraries)) event.stopImmediatePropagation();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopImmediatePropagation();
    onLeave();
  };
  window.addEventListener('pointerdown', press, true);
  window.addEventListener('keydown', leave, true);
  for (const name of TOOL_EVENTS) window.addEventListener(name, keepFromTools, true);
  return () => {
    style.remove();
    document.body.classList.remove(CURSOR_CLASS);
    window.removeEventListener('pointerdown', press, true);
    window.removeEventListener('keydown', leave, true);
    for (const name of TOOL_EVENTS) window.removeEventListener(name, keepFromTools, true);
  };
}

/** What a viewport shows in its middle: on the crosshairs, where they are where it looks. */
export function middleOf(
  viewportId: string,
  libraries: CornerstoneLibraries,
): ViewportPoint | undefined {
  const viewport = viewports(libraries).find(({ id }) => id === viewportId);
  if (!viewport) return undefined;
  const { width, height } = viewport.canvas.getBoundingClientRect();
  return pointOf(viewport, [width / 2, height / 2]);
}

function pointUnder(
  { target, clientX, clientY }: PointerEvent,
  libraries: CornerstoneLibraries,
): ViewportPoint | undefined {
  const viewport = viewportOf(target, libraries);
  if (!viewport) return undefined;
  const { left, top } = viewport.canvas.getBoundingClientRect();
  return pointOf(viewport, [clientX - left, clientY - top]);
}

type Viewport = ReturnType<typeof viewports>[number];

function pointOf(viewport: Viewport, canvas: [number, number]): ViewportPoint {
  const { getCurrentImageId } = viewport as Partial<{ getCurrentImageId(): string | undefined }>;
  return {
    viewportId: viewport.id,
    pointLps: viewport.canvasToWorld(canvas),
    imageId: getCurrentImageId?.call(viewport),
  };
}

function viewportOf(target: EventTarget | null, libraries: CornerstoneLibraries) {
  return viewports(libraries).find(
    ({ element }) => target instanceof Node && element.contains(target),
  );
}

function viewports({ cornerstone }: CornerstoneLibraries) {
  return (cornerstone.getRenderingEngines() ?? []).flatMap((engine) => engine.getViewports());
}
