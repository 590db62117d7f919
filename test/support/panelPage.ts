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

/** Another browser may be at work beside this one, on two cores. */
const PATIENCE_MS = 60_000;

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
  page.setDefaultTimeout(PATIENCE_MS);
  await untilImageShown(page);
  const panel = page.locator('.mp-panel');
  await panel.waitFor();
  const predict = panel.getByRole('button', { name: /^(Predict|Run again)$/ });
  const save = panel.getByRole('button', { name: 'Save report' });
  const says = (words: string | RegExp, timeout = PATIENCE_MS) =>
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

export interface Ball {
  readonly centreLps: readonly [number, number, number];
  readonly radiusMm: number;
}

/** Has OHIF make a labelmap on the CT shown, paints a ball, and returns the labelmap's id. */
export async function drawBall(page: Page, ball: Ball): Promise<string> {
  const id = await page.evaluate(() => {
    const { services, commandsManager } = window as unknown as OhifGlobals;
    const viewportId = services.viewportGridService.getActiveViewportId();
    return commandsManager.runCommand('createLabelmapForViewport', { viewportId });
  });
  await growBall(page, id, ball);
  return id;
}

/** Paints a ball into a labelmap, voxel by voxel, and says so as OHIF's brush does. */
export async function growBall(page: Page, labelmapId: string, ball: Ball): Promise<void> {
  await page.evaluate(
    ({ id, centreLps, radiusMm }) => {
      const { services, extensionManager } = window as unknown as OhifGlobals;
      const { cornerstone, cornerstoneTools } = extensionManager
        .getModuleEntry('@ohif/extension-cornerstone.utilityModule.common')
        .exports.getCornerstoneLibraries();
      const segmentation = services.segmentationService.getSegmentation(id);
      for (const imageId of segmentation.representationData.Labelmap.imageIds) {
        const image = cornerstone.cache.getImage(imageId);
        const plane = cornerstone.metaData.get('imagePlaneModule', image.referencedImageId);
        const voxels = image.voxelManager.getScalarData();
        for (let n = 0; n < voxels.length; n++) {
          const x = (n % image.columns) * plane.columnPixelSpacing;
          const y = Math.floor(n / image.columns) * plane.rowPixelSpacing;
          const squared = [0, 1, 2].map((axis) => {
            const along = x * plane.rowCosines[axis]! + y * plane.columnCosines[axis]!;
            return (plane.imagePositionPatient[axis]! + along - centreLps[axis]!) ** 2;
          });
          if (squared[0]! + squared[1]! + squared[2]! <= radiusMm ** 2) voxels[n] = 1;
        }
      }
      cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(id);
    },
    { id: labelmapId, ...ball },
  );
}

/** What the painting above uses of OHIF's debugging globals. */
interface OhifGlobals {
  readonly services: {
    readonly viewportGridService: { getActiveViewportId(): string };
    readonly segmentationService: {
      getSegmentation(id: string): {
        readonly representationData: { readonly Labelmap: { readonly imageIds: string[] } };
      };
    };
  };
  readonly commandsManager: { runCommand(name: string, options: unknown): Promise<string> };
  readonly extensionManager: {
    getModuleEntry(id: string): {
      readonly exports: { getCornerstoneLibraries(): CornerstoneLibraries };
    };
  };
}

interface CornerstoneLibraries {
  readonly cornerstone: {
    readonly cache: {
      getImage(id: string): {
        readonly columns: number;
        readonly referencedImageId: string;
        readonly voxelManager: { getScalarData(): Uint8Array };
      };
    };
    readonly metaData: {
      get(
        type: string,
        id: string,
      ): {
        readonly imagePositionPatient: number[];
        readonly rowCosines: number[];
        readonly columnCosines: number[];
        readonly rowPixelSpacing: number;
        readonly columnPixelSpacing: number;
      };
    };
  };
  readonly cornerstoneTools: {
    readonly segmentation: {
      readonly triggerSegmentationEvents: { triggerSegmentationDataModified(id: string): void };
    };
  };
}
