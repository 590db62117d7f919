import type { Page } from 'playwright-core';

/** Waits until so many viewports show a part of ours, and visibly so. */
export async function untilDrawn(
  page: Page,
  part: 'contour' | 'mark' | 'map',
  count: number,
): Promise<void> {
  await page.waitForFunction(
    ([wanted, expected]) => {
      const isShown = (overlay: Element) => {
        const { width, height } = overlay.getBoundingClientRect();
        if (width === 0 || height === 0) return false;
        if (wanted === 'map') return overlay.querySelector('canvas')!.style.display === '';
        const group = overlay.querySelector<SVGElement>(`[data-part="${wanted}"]`)!;
        const box = group.getBoundingClientRect();
        return group.style.display !== 'none' && box.width > 4 && box.height > 4;
      };
      return [...document.querySelectorAll('.mp-overlay')].filter(isShown).length === expected;
    },
    [part, count] as const,
    { timeout: 90_000 },
  );
}
