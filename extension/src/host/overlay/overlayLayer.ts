import type { Vector3 } from '@mutation-prediction/core';
import { dot } from '@mutation-prediction/core';
import type { SampledPlane, ViewportPlane } from './viewportPlane.js';
import { planeKey, planeToCanvas } from './viewportPlane.js';

/** A picture of a slice. */
export interface SliceImage extends SampledPlane {
  readonly pixels: ImageData;
}

/** What an overlay shows on any slice of its frame of reference. */
export interface OverlayContent {
  /** An SVG path in the plane's (a, b), mm; empty where the slice does not meet the lesion. */
  readonly contourOn?: ((plane: ViewportPlane) => string) | undefined;
  readonly mark?: { readonly pointLps: Vector3; readonly withinMm: number } | undefined;
  readonly imageOn?: ((plane: ViewportPlane) => SliceImage | undefined) | undefined;
  /** Of the image, 0 to 1. */
  readonly opacity?: number;
}

/** By it tests and a site's own scripts find what we drew. */
export const OVERLAY_CLASS = 'mp-overlay';

const SVG = 'http://www.w3.org/2000/svg';
const COLOUR = 'hsl(var(--highlight))';
/** Dark under bright, so that it is seen on lung as on soft tissue. */
const STROKES = [
  { stroke: 'rgb(0 0 0 / 0.55)', width: 3.5 },
  { stroke: COLOUR, width: 1.5 },
];
/** The cross leaves what it marks free. */
const CROSS = 'M-16 0H-6M6 0H16M0 -16V-6M0 6V16';

/**
 * Our drawing over one viewport: a picture, the outline, the cross. It lies above the viewport's image and below the
 * measurements, takes no clicks, and is drawn anew only where the slice or what is shown on it changed.
 */
export class OverlayLayer {
  readonly #root = document.createElement('div');
  readonly #canvas = document.createElement('canvas');
  readonly #svg = svgElement('svg', { width: '100%', height: '100%' });
  readonly #outline = svgElement('g', { 'data-part': 'contour' });
  readonly #cross = svgElement('g', { 'data-part': 'mark' });
  #outlineOf: Drawn | undefined;
  #imageOf: Drawn | undefined;
  #image: SliceImage | undefined;

  constructor() {
    this.#root.className = OVERLAY_CLASS;
    this.#root.ariaHidden = 'true';
    this.#root.style.cssText = 'position:absolute;inset:0;overflow:hidden;pointer-events:none';
    this.#canvas.style.cssText = 'position:absolute;left:0;top:0;transform-origin:0 0';
    this.#svg.style.cssText = 'position:absolute;inset:0';
    for (const { stroke, width } of STROKES) {
      const look = { fill: 'none', stroke, 'stroke-width': `${width}` };
      const path = svgElement('path', { ...look, 'vector-effect': 'non-scaling-stroke' });
      this.#outline.append(path);
      this.#cross.append(svgElement('path', { ...look, d: CROSS, 'stroke-linecap': 'round' }));
    }
    this.#svg.append(this.#outline, this.#cross);
    this.#root.append(this.#canvas, this.#svg);
  }

  /** @param viewportElement Cornerstone's, which holds its canvas and its own drawings */
  draw(viewportElement: Element, plane: ViewportPlane, content: OverlayContent): void {
    if (this.#root.parentElement !== viewportElement) {
      viewportElement.insertBefore(this.#root, viewportElement.querySelector('.svg-layer'));
    }
    this.#drawImage(plane, content);
    this.#drawOutline(plane, content);
    this.#drawMark(plane, content);
  }

  remove(): void {
    this.#root.remove();
  }

  #drawOutline(plane: ViewportPlane, { contourOn }: OverlayContent): void {
    if (!isDrawn(this.#outlineOf, plane, contourOn)) {
      this.#outlineOf = { key: planeKey(plane), by: contourOn };
      const path = contourOn?.(plane) ?? '';
      for (const stroke of this.#outline.children) stroke.setAttribute('d', path);
    }
    this.#outline.setAttribute('transform', planeToCanvas(plane));
  }

  #drawMark(plane: ViewportPlane, { mark }: OverlayContent): void {
    const off = mark ? Math.abs(dot(mark.pointLps, plane.normal) - plane.offset) : Infinity;
    const isHere = mark !== undefined && off <= mark.withinMm;
    this.#cross.style.display = isHere ? '' : 'none';
    if (!isHere) return;
    const { right, down, pixelsPerMm, corner } = plane;
    const x = (dot(mark.pointLps, right) - corner[0]) * pixelsPerMm[0];
    const y = (dot(mark.pointLps, down) - corner[1]) * pixelsPerMm[1];
    this.#cross.setAttribute('transform', `translate(${x} ${y})`);
  }

  #drawImage(plane: ViewportPlane, { imageOn, opacity = 1 }: OverlayContent): void {
    if (!isDrawn(this.#imageOf, plane, imageOn)) {
      this.#imageOf = { key: planeKey(plane), by: imageOn };
      this.#image = imageOn?.(plane);
      if (this.#image) {
        const [columns, rows] = this.#image.size;
        Object.assign(this.#canvas, { width: columns, height: rows });
        this.#canvas.getContext('2d')?.putImageData(this.#image.pixels, 0, 0);
      }
    }
    this.#canvas.style.display = this.#image ? '' : 'none';
    this.#canvas.style.opacity = `${opacity}`;
    if (!this.#image) return;
    const { first, stepMm } = this.#image;
    // Sample (0, 0) is the middle of the canvas's first pixel.
    const [a, b] = [first[0] - stepMm / 2, first[1] - stepMm / 2];
    this.#canvas.style.transform = `${planeToCanvas(plane)} translate(${a}px, ${b}px) scale(${stepMm})`;
  }
}

/** Of which slice a drawing is, and by whom. */
interface Drawn {
  readonly key: string;
  readonly by: unknown;
}

function isDrawn(drawn: Drawn | undefined, plane: ViewportPlane, by: unknown): boolean {
  return drawn?.by === by && (by === undefined || drawn?.key === planeKey(plane));
}

function svgElement(name: string, attributes: Readonly<Record<string, string>>) {
  const element = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
