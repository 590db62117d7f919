/**
 * Every scene of the panel (tools/panel-harness), in OHIF's own styles and in a browser: axe finds nothing to object
 * to, and every control can be reached by Tab from the first one.
 */
import { jest } from '@jest/globals';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { buildScenes, sceneNames, type PanelScenes } from '../support/panelScenes.js';

jest.setTimeout(600_000);

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let scenes: PanelScenes;
beforeAll(async () => {
  scenes = await buildScenes();
});
afterAll(() => scenes.close());

/** What axe-core's script adds to a page. */
interface Axe {
  run(selector: string, options: RunOptions): Promise<AxeResults>;
}

test('axe objects to nothing in any scene', async () => {
  const found: string[] = [];
  for (const name of await sceneNames()) {
    const page = await scenes.open(name);
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate<AxeResults>(() =>
      // What it finds nothing wrong with need not be described.
      (window as unknown as { axe: Axe }).axe.run('#panel', { resultTypes: ['violations'] }),
    );
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ target }) => `${name}: ${id} at ${target.join(' ')}`));
    }
    await page.close();
  }
  expect(found).toEqual([]);
});

test('Tab reaches every control of a result from the first one, and shows where it is', async () => {
  const page = await scenes.open('all-lesions');
  const unseen = await page.evaluate(
    () => document.querySelectorAll('#panel :is(button, select, summary, a[href])').length,
  );
  const reached = new Set<string>();
  for (let n = 0; n < 2 * unseen; n++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement: element } = document;
      const all = [...document.querySelectorAll('#panel :is(button, select, summary, a[href])')];
      return element && all.includes(element) ? String(all.indexOf(element)) : '';
    });
    if (name !== '') reached.add(name);
  }
  expect(reached.size).toBe(unseen);
  await page.close();
});
