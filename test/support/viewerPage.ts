import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM } from './chromium.mjs';

/** Debian's Chromium, with background traffic off and, unless refused, a software WebGPU adapter. */
export function launchChromium({ webGpu = true } = {}): Promise<Browser> {
  return chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, ...(webGpu ? ['--enable-unsafe-webgpu'] : [])],
  });
}

/** What went wrong in a page while a test ran: uncaught errors and our own error-level messages. */
export interface PageTrouble {
  readonly uncaught: string[];
}

export function watchTrouble(page: Page): PageTrouble {
  const uncaught: string[] = [];
  page.on('pageerror', (error) => uncaught.push(String(error.stack ?? error)));
  return { uncaught };
}

/** Waits until OHIF's first viewport shows an image. */
export async function untilImageShown(page: Page): Promise<void> {
  const deadline = Date.now() + 90_000;
  // Not `waitForFunction`, which evaluates text in the page: a Content Security Policy may forbid it.
  while (!(await page.evaluate(isImageShown).catch(() => false))) {
    if (Date.now() > deadline) throw new Error('OHIF shows no image.');
    await page.waitForTimeout(100);
  }
}

function isImageShown(): boolean {
  const { cornerstone } = window as unknown as {
    cornerstone?: {
      getRenderingEngines(): { getViewports(): { getImageData(): unknown }[] }[];
    };
  };
  return Boolean(cornerstone?.getRenderingEngines()[0]?.getViewports()[0]?.getImageData());
}

/** LPS, mm. */
type Point = readonly [number, number, number];

interface Viewport {
  readonly canvas: HTMLCanvasElement;
  jumpToWorld(point: Point): void;
  render(): void;
  worldToCanvas(point: Point): [number, number];
  setCamera(camera: object): void;
  getCamera(): { focalPoint: Point; position: Point };
}

/** Clicks a point (LPS mm) in the first viewport. */
export async function clickAt(page: Page, point: Point): Promise<void> {
  await moveTo(page, point);
  const [x, y] = await page.evaluate((lps) => {
    const { cornerstone } = window as unknown as {
      cornerstone: { getRenderingEngines(): { getViewports(): Viewport[] }[] };
    };
    const viewport = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!;
    const { left, top } = viewport.canvas.getBoundingClientRect();
    const [dx, dy] = viewport.worldToCanvas(lps);
    return [left + dx, top + dy] as const;
  }, point);
  await page.mouse.click(x, y);
}

/** Has the first viewport show a point (LPS mm) in its middle. */
export async function moveTo(page: Page, point: Point): Promise<void> {
  await page.evaluate((lps) => {
    const { cornerstone } = window as unknown as {
      cornerstone: { getRenderingEngines(): { getViewports(): Viewport[] }[] };
    };
    const viewport = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!;
    viewport.jumpToWorld(lps);
  }, point);
  // A slice that must be fetched is shown later.
  await page.waitForFunction(
    ([, , z]) => {
      const { cornerstone } = window as unknown as {
        cornerstone: { getRenderingEngines(): { getViewports(): Viewport[] }[] };
      };
      const { focalPoint } = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!.getCamera();
      return Math.abs(focalPoint[2] - z) < 3;
    },
    point,
    { timeout: 60_000 },
  );
  await page.evaluate((lps) => {
    const { cornerstone } = window as unknown as {
      cornerstone: { getRenderingEngines(): { getViewports(): Viewport[] }[] };
    };
    const viewport = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!;
    const { focalPoint, position } = viewport.getCamera();
    const by = [0, 1].map((axis) => lps[axis]! - focalPoint[axis]!);
    const moved = ([l, p, s]: Point) => [l + by[0]!, p + by[1]!, s];
    viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
    viewport.render();
  }, point);
}
