/** The panel's stylesheets as they ship. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Styles {
  allStyles(): Promise<string>;
}

let css: string;
beforeAll(async () => {
  const styles = (await import(path.resolve('extension/styles.mjs'))) as Styles;
  css = await styles.allStyles();
});

test('nothing of it is meant for what is not the panel', () => {
  const selectors = [...css.matchAll(/(?:^|[{}])([^{}@]+)\{/g)]
    .flatMap(([, list]) => list!.split(/,(?![^(]*\))/))
    .filter((selector) => !/^(from|to|[\d.]+%)$/.test(selector));
  expect(selectors.length).toBeGreaterThan(200);
  expect(selectors.filter((selector) => !/[.#]mp-/.test(selector))).toEqual([':root']);
});

test('it sets no name that viewers use', () => {
  const set = [...css.matchAll(/[{;](--[\w-]+):/g)].map(([, name]) => name!);
  expect(set.filter((name) => !/^--(mp|tw|mutation-prediction)-/.test(name))).toEqual([]);
});

test('it has every class that stands in the sources of the panel', () => {
  const panel = path.resolve('extension/src/panel');
  const used = new Set(
    readdirSync(panel, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx') && !file.includes('test'))
      .flatMap((file) => [
        ...readFileSync(path.join(panel, file), 'utf8').matchAll(/className="([^"]+)"/g),
      ])
      .flatMap(([, classes]) => classes!.split(' ')),
  );
  const defined = new Set(
    [...css.matchAll(/\.((?:\\.|[\w-])+)/g)].map(([, name]) => name!.replaceAll('\\', '')),
  );
  expect(used.size).toBeGreaterThan(60);
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});
