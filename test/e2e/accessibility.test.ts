/**
 * Every scene of the panel (tools/panel-harness), in OHIF's own styles and in a browser: axe finds nothing to object
 * to, and every control can be reached by Tab from the first one, in the order in which it is read.
 */
import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { buildScenes, sceneNames, type PanelScenes } from '../support/panelScenes.js';

jest.setTimeout(600_000);

let scenes: PanelScenes;
beforeAll(async () => {
  scenes = await buildScenes();
});
afterAll(() => scenes.close());

test('axe objects to nothing in any scene', async () => {
  const found: string[] = [];
  for (const name of await sceneNames()) {
    const page = await scenes.open(name);
    found.push(...(await axeViolations(page, '#panel')).map((what) => `${name}: ${what}`));
  }
  expect(found).toEqual([]);
});

test.each([
  ...['ready', 'one-click-made', 'result', 'all-lesions', 'report-of-several', 'features'],
  ...['models-unreachable', 'why', 'card', 'measured-by-others'],
])('Tab goes through every control of the scene %s, as it is read', async (scene) => {
  const page = await scenes.open(scene);
  const count = await controls(page);
  expect(count).toBeGreaterThan(0);
  const reached: number[] = [];
  // A dialog has the focus when it opens, and its controls are gone through before the panel's others.
  for (let n = 0; n < count + 10; n++) {
    const at = await focused(page);
    if (at >= 0 && !reached.includes(at)) reached.push(at);
    await page.keyboard.press('Tab');
  }
  expect(new Set(reached).size).toBe(count);
  const first = reached.indexOf(0);
  expect([...reached.slice(first), ...reached.slice(0, first)]).toEqual(
    Array.from({ length: count }, (_, n) => n),
  );
});

test('on a screen that fingers touch, every control of any scene is 40 px high and wide', async () => {
  const small: string[] = [];
  for (const name of await sceneNames()) {
    const page = await scenes.touch(name);
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    small.push(...(await page.evaluate(smallTargets)).map((what) => `${name}: ${what}`));
  }
  expect(small).toEqual([]);
});

/** Controls that can be pressed and are smaller, with the label that presses them, too. Links in a text are not. */
function smallTargets(): string[] {
  const controls = 'button, select, summary, input';
  return [...document.querySelectorAll<HTMLElement>(`#panel :is(${controls})`)]
    .filter((element) => element.checkVisibility() && !element.matches(':disabled'))
    .filter((element) => !element.closest('dialog:not([open])'))
    .flatMap((element) => {
      const boxes = [element, element.closest('label')].flatMap(
        (target) => target?.getBoundingClientRect() ?? [],
      );
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const name = element.getAttribute('aria-label') ?? element.textContent ?? element.id;
      return width >= 40 && height >= 40
        ? []
        : [`${element.tagName} ${name} ${Math.round(width)} × ${Math.round(height)}`];
    });
}

/** How many controls can be used: of a dialog, where one is open. Of radio buttons it is the chosen one. */
const controls = (page: Page) => page.evaluate(listControls).then(({ count }) => count);

/** Which of them has the focus; -1 for none. */
const focused = (page: Page) => page.evaluate(listControls).then(({ at }) => at);

function listControls(): { count: number; at: number } {
  const within = document.querySelector('#panel dialog[open]') ?? document.querySelector('#panel')!;
  const wanted = 'button, select, summary, a[href], input:not([type="radio"]), input:checked';
  const usable = [...within.querySelectorAll<HTMLElement>(wanted)].filter(
    (element) => element.checkVisibility() && element.tabIndex >= 0,
  );
  return { count: usable.length, at: usable.indexOf(document.activeElement as HTMLElement) };
}
