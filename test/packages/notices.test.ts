/** Whether the notices name every package whose code a bundle holds, as its source maps tell it. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/;

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
}

describe.each(['extension/dist/esm', 'extension/dist/umd'])('%s', (folder) => {
  const names = components(folder).map(nameOf);

  test('every bundled package is in the bill of materials', () => {
    const bundled = bundledPackages(folder);
    expect(bundled.size).toBeGreaterThan(3);
    expect([...bundled].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('nothing is in the bill that the bundle has no way of holding', () => {
    const bundled = bundledPackages(folder);
    const unseen = names.filter((name) => !bundled.has(name) && name !== 'onnxruntime-web');
    // dcmjs is one file with what it needs inside.
    expect(unseen.length > 0).toBe(bundled.has('dcmjs'));
  });

  test('every package of the bill has its section in the notices', () => {
    const notices = readFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const one of components(folder)) {
      expect(notices).toContain(`\n${nameOf(one)} ${one.version} (`);
    }
  });
});

test('what a licence comment in a bundle names is in the notices', () => {
  const notices = readFileSync('extension/dist/esm/THIRD-PARTY-NOTICES.txt', 'utf8');
  const bundles = readdirSync('extension/dist/esm', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.LICENSE.txt'))
    .map((name) => readFileSync(path.join('extension/dist/esm', name), 'utf8'));
  const named = bundles.flatMap((text) =>
    [...text.matchAll(/^\/\*! (\S+ [\d.]+) http/gm)].map(([, package_]) => package_!),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const package_ of named) expect(notices).toContain(`\n${package_} (`);
});

test.each(['mode/dist/esm', 'mode/dist/umd'])('%s holds no package of others', (folder) => {
  expect([...bundledPackages(folder)]).toEqual([]);
  expect(components(folder)).toEqual([]);
});

function bundledPackages(folder: string): Set<string> {
  const maps = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js.map'))
    .map((name) => path.join(folder, name));
  const sources = maps.flatMap(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] }).sources,
  );
  return new Set(sources.flatMap((source) => PACKAGE.exec(source)?.[1] ?? []));
}

function components(folder: string): Component[] {
  const text = readFileSync(path.join(folder, 'sbom.cdx.json'), 'utf8');
  return (JSON.parse(text) as { components: Component[] }).components;
}

function nameOf({ group, name }: Component): string {
  return group ? `${group}/${name}` : name;
}
