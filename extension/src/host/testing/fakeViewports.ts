import type { Vector3 } from '@mutation-prediction/core';
import type { CornerstoneLibraries } from '../viewer/ohif.js';

/** A viewport that looks at a slice: from where, and how its canvas lies. */
export class FakeViewport {
  readonly type: string = 'stack';
  readonly element = document.createElement('div');
  readonly jumps: number[][] = [];
  rendered = 0;
  voiRange = { lower: -160, upper: 240 };
  imageIds: readonly string[] = ['ct-1'];
  /** LPS mm of the canvas's upper left corner. */
  corner: Vector3 = [0, 0, 0];
  /** mm per CSS pixel along the canvas. */
  right: Vector3 = [0.5, 0, 0];
  down: Vector3 = [0, 0.5, 0];

  constructor(
    readonly id: string,
    readonly frame = '1.2.3.5',
  ) {
    const inner = document.createElement('div');
    inner.className = 'viewport-element';
    inner.innerHTML = '<canvas></canvas><svg class="svg-layer"></svg>';
    this.element.append(inner);
    document.body.append(this.element);
  }

  getFrameOfReferenceUID = () => this.frame;
  getImageIds = () => this.imageIds;
  getProperties = () => ({ voiRange: this.voiRange });
  setProperties = ({ voiRange }: { voiRange: { lower: number; upper: number } }) => {
    this.voiRange = voiRange;
  };
  canvasToWorld = ([x, y]: [number, number]) =>
    this.corner.map((mm, axis) => mm + x * this.right[axis]! + y * this.down[axis]!);
  getCamera = () => ({ focalPoint: this.corner, viewPlaneNormal: [0, 0, -1] });
  jumpToWorld = (point: number[]) => {
    this.jumps.push(point);
    this.corner = [this.corner[0], this.corner[1], point[2]!];
    return true;
  };
  render = () => {
    this.rendered++;
    this.emit('CORNERSTONE_IMAGE_RENDERED', {});
  };

  /** As Cornerstone says it: on the element, without bubbling. */
  emit(event: string, detail: object): void {
    this.element.dispatchEvent(new CustomEvent(event, { detail, cancelable: true }));
  }

  close(): void {
    this.element.remove();
  }
}

/** Cornerstone with these viewports, as they are when it is asked; every image is a CT's. */
export function librariesWith(viewports: readonly FakeViewport[]): CornerstoneLibraries {
  const metadata: Readonly<Record<string, object>> = {
    generalSeriesModule: { modality: 'CT' },
    voiLutModule: { windowCenter: [40], windowWidth: [400] },
  };
  return {
    cornerstone: {
      getRenderingEngines: () => [{ getViewports: () => viewports }],
      metaData: { get: (module: string) => metadata[module] },
    },
  } as unknown as CornerstoneLibraries;
}
