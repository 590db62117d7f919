import type { CornerstoneLibraries } from '../viewer/ohif.js';
import type { OverlayContent } from './overlayLayer.js';
import { OverlayLayer } from './overlayLayer.js';
import type { PlanarViewport } from './viewportPlane.js';
import { viewportPlane } from './viewportPlane.js';

/** What is shown, and where it counts. */
export interface Overlay extends OverlayContent {
  readonly frameOfReferenceUid: string;
}

/** Of Cornerstone, by the name that the event bears in the page. */
const IMAGE_RENDERED = 'CORNERSTONE_IMAGE_RENDERED';

/**
 * Draws over every viewport that shows a frame of reference: those there are and those that a change of layout
 * brings. It follows what Cornerstone renders, whatever OHIF calls its layouts and tools, and owns nothing in either:
 * to remove it, its elements go.
 */
export class ImageOverlay {
  readonly #layers = new Map<HTMLElement, OverlayLayer>();
  #shown: Overlay | undefined;

  constructor(private readonly libraries: () => CornerstoneLibraries) {}

  /** Replaces what was shown; `undefined` removes all. */
  show(overlay: Overlay | undefined): void {
    const isSameFrame = overlay?.frameOfReferenceUid === this.#shown?.frameOfReferenceUid;
    if (!isSameFrame) this.#removeLayers();
    if (overlay && !this.#shown) document.addEventListener(IMAGE_RENDERED, this.#onRendered, true);
    if (!overlay) document.removeEventListener(IMAGE_RENDERED, this.#onRendered, true);
    this.#shown = overlay;
    if (overlay) this.#viewports().forEach((viewport) => this.#draw(viewport, overlay));
  }

  /** Cornerstone's events do not bubble, but are captured on their way down. */
  readonly #onRendered = ({ target }: Event): void => {
    const viewport = this.#viewports().find(({ element }) => element === target);
    if (viewport && this.#shown) this.#draw(viewport, this.#shown);
  };

  #viewports(): PlanarViewport[] {
    const engines = this.libraries().cornerstone.getRenderingEngines() ?? [];
    return engines.flatMap((engine) => engine.getViewports()).filter(isPlanar);
  }

  #draw(viewport: PlanarViewport, overlay: Overlay): void {
    const { element } = viewport;
    const isOfFrame = viewport.getFrameOfReferenceUID() === overlay.frameOfReferenceUid;
    const place = element.querySelector('.viewport-element');
    const plane = isOfFrame && place ? viewportPlane(viewport) : undefined;
    if (!plane || !place) {
      this.#layers.get(element)?.remove();
      this.#layers.delete(element);
      return;
    }
    const layer = this.#layers.get(element) ?? new OverlayLayer();
    this.#layers.set(element, layer);
    layer.draw(place, plane, overlay);
    this.#forgetClosed();
  }

  /** Viewports go with a layout; their layers with them. */
  #forgetClosed(): void {
    for (const element of this.#layers.keys()) {
      if (!element.isConnected) this.#layers.delete(element);
    }
  }

  #removeLayers(): void {
    this.#layers.forEach((layer) => layer.remove());
    this.#layers.clear();
  }
}

/** A 3-D rendering has no slice, and neither has a video or a chart. */
function isPlanar(viewport: object): viewport is PlanarViewport {
  const { type, canvasToWorld } = viewport as { type?: string; canvasToWorld?: unknown };
  return typeof canvasToWorld === 'function' && !NOT_PLANAR.has(type ?? '');
}

const NOT_PLANAR = new Set(['volume3d', 'video', 'wholeSlide', 'ecg']);
