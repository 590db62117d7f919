/**
 * The panel brings its looks along (OHIF's contract for plugins): in a page without OHIF's styles it is drawn as with them,
 * and every class that it uses, in any scene, stands in its own stylesheets, which change nothing outside the panel.
 */
import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildScenes, sceneNames, type PanelScenes } from '../support/panelScenes.js';

jest.setTimeout(600_000);

let scenes: PanelScenes;
beforeAll(async () => {
  scenes = await buildScenes();
});
afterAll(() => scenes.close());

/** What a stylesheet may say of an element; not where that lies, which the page's font has a part in. */
const LOOKS = [
  ...['color', 'background-color', 'background-image', 'opacity', 'cursor', 'box-shadow'],
  ...['font-size', 'font-weight', 'line-height', 'text-align', 'white-space', 'list-style-type'],
  ...['display', 'position', 'box-sizing', 'overflow-x', 'overflow-y', 'flex-grow', 'min-width'],
  ...['padding-left', 'padding-top', 'margin-left', 'margin-top', 'margin-bottom'],
  ...['border-left-width', 'border-top-style', 'border-top-left-radius', 'text-overflow'],
];

interface Drawn {
  readonly classes: readonly string[];
  readonly defined: readonly string[];
  /** Of each element: what it is, then its looks. */
  readonly looks: readonly string[];
}

async function drawn(scene: string, pageStyles: 'ohif' | 'none'): Promise<Drawn> {
  const page = await scenes.open(scene, pageStyles);
  const looks = await looksOf(page, '#panel .mp-panel, #panel .mp-panel *');
  const names = await page.evaluate(() => {
    const elements = [...document.querySelectorAll('#panel .mp-panel, #panel .mp-panel *')];
    const styles = document.querySelectorAll('style[id^="mutation-prediction-styles"]');
    const style = [...styles].map(({ textContent }) => textContent).join('');
    return {
      classes: [...new Set(elements.flatMap((element) => [...element.classList]))],
      defined: [...style.matchAll(/\.((?:\\.|[\w-])+)/g)].map(([, name]) =>
        name!.replaceAll('\\', ''),
      ),
    };
  });
  return { ...names, looks };
}

/** Margins of a dialog are what its text, in the page's font, leaves of the window. */
function looksOf(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    ({ selector, properties }) =>
      [...document.querySelectorAll(selector)].map((element) => {
        const computed = getComputedStyle(element);
        const looks = properties
          .filter((name) => element.tagName !== 'DIALOG' || !name.startsWith('margin'))
          .map((name) => `${name} ${computed.getPropertyValue(name)}`);
        return [`${element.tagName} ${element.getAttribute('class') ?? ''}`, ...looks].join('; ');
      }),
    { selector, properties: LOOKS },
  );
}

test('every class in any scene is the panel’s own', async () => {
  const unknown = new Set<string>();
  for (const scene of await sceneNames()) {
    const { classes, defined } = await drawn(scene, 'ohif');
    const known = new Set(defined);
    for (const name of classes) if (!known.has(name)) unknown.add(`${scene}: ${name}`);
  }
  expect([...unknown]).toEqual([]);
});

test.each(['ready', 'result', 'all-lesions', 'features', 'why', 'card', 'measured-by-others'])(
  'the scene %s looks the same in a page that has none of OHIF’s styles',
  async (scene) => {
    const [inOhif, bare] = [await drawn(scene, 'ohif'), await drawn(scene, 'none')];
    expect(bare.looks).toEqual(inOhif.looks);
  },
);

test.each(['ohif', 'none'] as const)(
  'what is not the panel looks the same with and without it (styles of the page: %s)',
  async (pageStyles) => {
    const page = await scenes.open('features', pageStyles);
    await page.evaluate(() => {
      const others = document.createElement('main');
      others.className = 'text-sm flex rounded mp-unknown';
      others.innerHTML = `<h2 class="text-base">Title</h2><p>Text <a href="#">link</a> <code>code</code></p>
        <button class="h-6 px-2">Button</button><input><select><optgroup label="a"><option>b</option></optgroup></select>
        <ul><li>Item</li></ul><details><summary>More</summary></details><dialog open>Dialog</dialog>
        <table><tr><th>Head</th><td>Cell</td></tr></table><svg></svg><canvas></canvas>`;
      document.body.append(others);
    });
    const beside = 'html, body, #panel, body > *, body > div > *, main *';
    const withPanel = await looksOf(page, beside);
    await page.evaluate(() => {
      document
        .querySelectorAll('style[id^="mutation-prediction-styles"]')
        .forEach((style) => style.remove());
    });
    expect(await looksOf(page, '#panel .mp-panel')).not.toEqual([]);
    expect(withPanel).toEqual(await looksOf(page, beside));
  },
);
