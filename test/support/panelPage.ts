import type { Browser, Locator, Page } from 'playwright-core';
import { untilImageShown, watchTrouble } from './viewerPage.js';

/** The Mutation Prediction panel in a page of real OHIF, as a radiologist meets it. */
export interface PanelPage {
  readonly page: Page;
  /** Uncaught errors of the page so far. */
  readonly uncaught: readonly string[];
  readonly panel: Locator;
  readonly predict: Locator;
  readonly save: Locator;
  lesion(name: string | RegExp): Locator;
  /** Clicks Predict and waits for the result. */
  run(): Promise<void>;
  /** Words of the panel that match, once they appear. */
  says(words: string | RegExp, timeout?: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a study in our mode and waits for image and panel. */
export async function openPanel(browser: Browser, studyUrl: string): Promise<PanelPage> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  const { uncaught } = watchTrouble(page);
  await page.goto(studyUrl);
  return attachPanel(page, uncaught);
}

/** The panel of a page that is already on its way to a study. */
export async function attachPanel(page: Page, uncaught: readonly string[]): Promise<PanelPage> {
  await untilImageShown(page);
  const panel = page.locator('.mp-panel');
  await panel.waitFor({ timeout: 60_000 });
  const predict = panel.getByRole('button', { name: /^(Predict|Run again)$/ });
  const save = panel.getByRole('button', { name: 'Save report' });
  const says = (words: string | RegExp, timeout = 30_000) =>
    panel.getByText(words).first().waitFor({ timeout });
  return {
    page,
    uncaught,
    panel,
    predict,
    save,
    says,
    lesion: (name) => panel.getByRole('radio', { name }),
    async run() {
      await predict.click();
      await save.waitFor({ timeout: 120_000 });
    },
    close: () => page.context().close(),
  };
}

/** Asks OHIF for an empty labelmap on the CT shown and fills a ball of it; returns its id. */
export async function drawBall(
  page: Page,
  { centreLps, radiusMm }: { centreLps: readonly [number, number, number]; radiusMm: number },
): Promise<string> {
  return page.evaluate(
    async ({ centre, radius }) => {
      const { services, commandsManager } = window as unknown as OhifGlobals;
      const viewportId = services.viewportGridService.getActiveViewportId();
      const id = await commandsManager.runCommand('createLabelmapForViewport', { viewportId });
      await (window as unknown as { mpFillBall: FillBall }).mpFillBall(id, centre, radius);
      return id;

      // What this function uses of OHIF's debugging globals.
      interface OhifGlobals {
        services: { viewportGridService: { getActiveViewportId(): string } };
        commandsManager: { runCommand(name: string, options: unknown): Promise<string> };
      }
      type FillBall = (id: string, centre: readonly number[], radius: number) => Promise<void>;
    },
    { centre: centreLps, radius: radiusMm },
  );
}

/** Makes `drawBall` and `growBall` possible: a painter over Cornerstone's own labelmap images. */
export async function installPainter(page: Page): Promise<void> {
  await page.evaluate(() => {
    interface LabelmapImage {
      rows: number;
      columns: number;
      referencedImageId: string;
      voxelManager: { getScalarData(): Uint8Array };
    }
    interface Plane {
      imagePositionPatient: number[];
      rowCosines: number[];
      columnCosines: number[];
      rowPixelSpacing: number;
      columnPixelSpacing: number;
    }
    const host = window as unknown as {
      services: {
        segmentationService: {
          getSegmentation(id: string): {
            representationData: { Labelmap: { imageIds: string[] } };
          };
        };
      };
      extensionManager: {
        getModuleEntry(id: string): {
          exports: {
            getCornerstoneLibraries(): {
              cornerstone: {
                cache: { getImage(id: string): LabelmapImage };
                metaData: { get(type: string, id: string): Plane };
              };
              cornerstoneTools: {
                segmentation: {
                  triggerSegmentationEvents: { triggerSegmentationDataModified(id: string): void };
                };
              };
            };
          };
        };
      };
      mpFillBall?: unknown;
    };
    host.mpFillBall = (id: string, centre: readonly number[], radius: number) => {
      const { cornerstone, cornerstoneTools } = host.extensionManager
        .getModuleEntry('@ohif/extension-cornerstone.utilityModule.common')
        .exports.getCornerstoneLibraries();
      const { imageIds } =
        host.services.segmentationService.getSegmentation(id).representationData.Labelmap;
      for (const imageId of imageIds) {
        const image = cornerstone.cache.getImage(imageId);
        const plane = cornerstone.metaData.get('imagePlaneModule', image.referencedImageId);
        const voxels = image.voxelManager.getScalarData();
        for (let row = 0; row < image.rows; row++) {
          for (let column = 0; column < image.columns; column++) {
            const squared = [0, 1, 2].reduce((sum, axis) => {
              const position =
                plane.imagePositionPatient[axis]! +
                column * plane.columnPixelSpacing * plane.rowCosines[axis]! +
                row * plane.rowPixelSpacing * plane.columnCosines[axis]!;
              return sum + (position - centre[axis]!) ** 2;
            }, 0);
            if (squared <= radius * radius) voxels[row * image.columns + column] = 1;
          }
        }
      }
      cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(id);
    };
  });
}
