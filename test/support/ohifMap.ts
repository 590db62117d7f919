import type { Page } from 'playwright-core';

/** LPS mm. */
type Point = readonly [number, number, number];

/** A Parametric Map that a viewport of OHIF shows over its CT. */
export interface ShownMap {
  readonly frameOfReferenceUid: string;
  /** Of the CT below it. */
  readonly ctFrameOfReferenceUid: string;
  readonly size: readonly number[];
  /** Values at the points asked for; undefined beside the map. */
  readonly values: readonly (number | undefined)[];
}

interface Volume {
  readonly dimensions: readonly [number, number, number];
  readonly metadata: { readonly FrameOfReferenceUID: string };
  readonly imageData: { worldToIndex(point: Point): [number, number, number] };
  readonly voxelManager: { getAtIJK(i: number, j: number, k: number): number | undefined };
}

interface Viewport {
  readonly canvas: HTMLCanvasElement;
  getActors(): { readonly referencedId?: string }[];
  worldToCanvas(point: Point): [number, number];
}

interface OhifGlobals {
  readonly cornerstone: {
    readonly cache: { getVolume(id: string): Volume | undefined };
    getRenderingEngines(): { getViewports(): Viewport[] }[];
  };
}

/** Waits until OHIF's first viewport has a map over its CT, and reads it at points. */
export async function untilMapShown(page: Page, points: readonly Point[]): Promise<ShownMap> {
  const shown = await page.waitForFunction(
    (asked) => {
      const { cornerstone } = window as unknown as OhifGlobals;
      const viewport = cornerstone.getRenderingEngines()[0]?.getViewports()[0];
      const volumes = (viewport?.getActors() ?? []).flatMap(
        ({ referencedId = '' }) => cornerstone.cache.getVolume(referencedId) ?? [],
      );
      const [ct, map] = volumes;
      if (!ct || !map) return undefined;
      return {
        frameOfReferenceUid: map.metadata.FrameOfReferenceUID,
        ctFrameOfReferenceUid: ct.metadata.FrameOfReferenceUID,
        size: [...map.dimensions],
        values: asked.map((point) => {
          const [i, j, k] = map.imageData.worldToIndex(point).map(Math.round);
          return map.voxelManager.getAtIJK(i!, j!, k!);
        }),
      };
    },
    points,
    { timeout: 120_000 },
  );
  return (await shown.jsonValue())!;
}

/** How far from grey the first viewport draws a point: the greatest less the least of red, green and blue. */
export const colourAt = (page: Page, point: Point): Promise<number> =>
  page.evaluate(colourInPage, point);

export async function untilColoured(page: Page, point: Point): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await colourAt(page, point)) === 0) {
    if (Date.now() > deadline) throw new Error('OHIF draws no map.');
    await page.waitForTimeout(200);
  }
}

function colourInPage(lps: Point): number {
  const { cornerstone } = window as unknown as OhifGlobals;
  const viewport = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!;
  const [x, y] = viewport.worldToCanvas(lps).map((at) => Math.round(at * devicePixelRatio));
  const [r, g, b] = viewport.canvas.getContext('2d')!.getImageData(x!, y!, 1, 1).data;
  return Math.max(r!, g!, b!) - Math.min(r!, g!, b!);
}
