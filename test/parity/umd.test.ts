/** The UMD builds, as a site's bundler takes them in: CommonJS, with what OHIF provides outside. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const builds = [
  ['extension', '@mutation-prediction/ohif-extension'],
  ['mode', '@mutation-prediction/ohif-mode'],
] as const;

/** In a process of its own, where `require` is Node's and not Jest's. */
function requireInNode(packageName: string): { id: string; keys: string[] } {
  const script = `
    globalThis.XMLHttpRequest = class {}; // a browser's
    // What OHIF's own build has, and no registry.
    const { Module } = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => (name === '@ohif/i18n' ? {} : load(name, ...rest));
    const plugin = require(${JSON.stringify(packageName)});
    console.log(JSON.stringify({ id: plugin.id, keys: Object.keys(plugin) }));`;
  return JSON.parse(
    execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }),
  );
}

test.each(builds)('the %s is found by its package name and carries it as id', (_part, name) => {
  expect(requireInNode(name).id).toBe(name);
});

test('the extension offers what OHIF asks of it', () => {
  expect(requireInNode('@mutation-prediction/ohif-extension').keys).toEqual(
    expect.arrayContaining(['preRegistration', 'getPanelModule']),
  );
});

test('React is the site’s, not a second one', () => {
  const bundle = readFileSync(path.join(root, 'extension/dist/umd/index.umd.js'), 'utf8');

  expect(bundle).toMatch(/require\("react"\)/);
  // The panel is drawn in the site's tree: it needs no root of its own.
  expect(bundle).not.toMatch(/require\("react-dom/);
  expect(bundle).not.toMatch(/react\.production\.min|__SECRET_INTERNALS/);
});
