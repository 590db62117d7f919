/** Contours drawn with OHIF's freehand tool are a lesion, and follow what is drawn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePart10, readPredictionReport } from '@mutation-prediction/core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Page } from 'playwright-core';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

/** Between slices. */
const SLICES_MM = 4;
const folder = mkdtempSync(path.join(tmpdir(), 'mp-drawn-contours-'));
const studyFolder = path.join(folder, 'study');
let study: WrittenPhantom;
let browser: Browser;
let archive: Archive;

beforeAll(async () => {
  study = await writePhantomStudy(studyFolder, {
    size: [224, 224, 64],
    spacingMm: [1.6, 1.6, SLICES_MM],
    seed: 3,
  });
  archive = await folderArchive(studyFolder, path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

test('drawn on two slices, predicted, reported; drawn on, the result is out of date', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
  const { page } = opened;
  const [left, posterior, superior] = study.truth.nodule.centreLps;

  await startContours(page);
  await drawCircle(page, [left, posterior, superior], 9);
  const drawn = opened.lesion(/^Segment 1/);
  await drawn.waitFor({ timeout: 60_000 });
  await drawCircle(page, [left, posterior, superior + SLICES_MM], 9);
  await drawn.click();
  await opened.run();
  await opened.save.click();
  await opened.says('Stored in the archive', 60_000);

  const files = await archive.stored();
  const datasets = await Promise.all(files.map((file) => decodePart10(file)));
  const sr = datasets.findIndex(({ Modality }) => Modality === 'SR');
  const seg = files.filter((_, n) => n !== sr);
  expect(checkSr(files[sr]!, [...filesBelow(studyFolder), ...seg])).toEqual([]);
  const { lesion } = readPredictionReport(datasets[sr]!).predictions[0]!;
  expect(lesion.sliceCount).toBe(2);
  expect(Math.abs(lesion.centroidLps[0] - left)).toBeLessThan(1);
  expect(Math.abs(lesion.centroidLps[1] - posterior)).toBeLessThan(1);
  const area = lesion.volumeMm3 / (2 * SLICES_MM);
  expect(area / (Math.PI * 81)).toBeCloseTo(1, 1);

  await drawCircle(page, [left, posterior, superior - SLICES_MM], 9);
  await opened.says(/Out of date/);
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

/** As the segmentation panel does with "add contours", and then picks the freehand tool. */
async function startContours(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { services, commandsManager } = window as unknown as OhifGlobals;
    const viewportId = services.viewportGridService.getActiveViewportId();
    await commandsManager.runCommand('createContourForViewport', { viewportId });
    await commandsManager.runCommand('setToolActive', {
      toolName: 'PlanarFreehandContourSegmentationTool',
    });
  });
}

/** Goes to the slice and draws with the mouse. */
async function drawCircle(
  page: Page,
  centre: readonly [number, number, number],
  radiusMm: number,
): Promise<void> {
  const points = await page.evaluate(
    ([[x, y, z], radius]) => {
      const { cornerstone } = window as unknown as OhifGlobals;
      const viewport = cornerstone.getRenderingEngines()[0]!.getViewports()[0]!;
      viewport.jumpToWorld([x, y, z]);
      viewport.render();
      const { left, top } = viewport.canvas.getBoundingClientRect();
      return Array.from({ length: 41 }, (_, n) => {
        const angle = (2 * Math.PI * n) / 40;
        const world = [x + radius * Math.cos(angle), y + radius * Math.sin(angle), z];
        const [u, v] = viewport.worldToCanvas(world as [number, number, number]);
        return [left + u, top + v] as const;
      });
    },
    [[...centre] as [number, number, number], radiusMm] as const,
  );
  await page.mouse.move(...points[0]!);
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...point, { steps: 2 });
  await page.mouse.up();
}

interface OhifGlobals {
  readonly services: {
    readonly viewportGridService: { getActiveViewportId(): string };
  };
  readonly commandsManager: { runCommand(name: string, options: unknown): Promise<unknown> };
  readonly cornerstone: {
    getRenderingEngines(): { getViewports(): ShownViewport[] }[];
  };
}

interface ShownViewport {
  readonly canvas: HTMLCanvasElement;
  jumpToWorld(pointLps: [number, number, number]): void;
  render(): void;
  worldToCanvas(pointLps: [number, number, number]): [number, number];
}
