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
