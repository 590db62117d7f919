import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core's script adds to a page. */
interface Axe {
  run(context: ElementContext, options: RunOptions): Promise<AxeResults>;
}

/** What axe objects to within some elements of a page: the rule, and where it is broken. */
export async function axeViolations(page: Page, ...selectors: string[]): Promise<string[]> {
  await page.addScriptTag({ path: script });
  const { violations } = await page.evaluate<AxeResults, string[]>(
    (include) =>
      (window as unknown as { axe: Axe }).axe.run(
        { include },
        // What it finds nothing wrong with need not be described.
        { resultTypes: ['violations'] },
      ),
    selectors,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id} at ${target.join(' ')}`),
  );
}
