/**
 * The UMD builds in hosts that share their React, 18 or 19: it, and no other, draws our panel. Once inside a site's own
 * webpack build, once loaded at run time by a descriptor, as OHIF 3.14 does.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/viewerPage.js';
import type { PluginServer } from './support/pluginServer.js';
import { builtExtension, startPluginServer } from './support/pluginServer.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Every copy of React DOM on a page announces itself to the developer tools. */
const page = (script: string) => `<!doctype html>
  <link rel="icon" href="data:," /><div id="site"></div>
  <script>
    globalThis.reactVersions = [];
    globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      inject: ({ version }) => reactVersions.push(version),
      onCommitFiberRoot() {},
      onCommitFiberUnmount() {},
    };
    globalThis.dcmjs = {};
  </script>
  <script src="/${script}"></script>`;

/** What the host's page offers the test. */
interface HostGlobals {
  readonly pluginIds: readonly string[];
  readonly reactVersions: readonly string[];
  showPanel(isShown: boolean): void;
  loadPlugins(descriptors: readonly object[]): Promise<void>;
}

interface Layout {
  layOut(folder: string): Promise<void>;
  configurations(plugins: string): Promise<{
    readonly byDescriptor: {
      readonly extensions: readonly object[];
      readonly modes: readonly object[];
    };
  }>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'mp-plugins-'));
let browser: Browser;
let layout: Layout;

beforeAll(async () => {
  layout = (await import(path.join(root, 'tools/plugins/layout.mjs'))) as Layout;
  await layout.layOut(path.join(folder, 'plugins'));
  bundleHosts();
  browser = await launchChromium({ webGpu: false });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([18, 19])('React %s', (version) => {
  test('of a site’s own build draws the panel, again after it was away', async () => {
    const server = await startPluginServer({
      directory: path.dirname(builtExtension),
      files: hostFiles(`site-${version}.js`),
    });
    await expectPanel(server, version, () => Promise.resolve(), 'inside');
  });

  test('shared at run time draws the panel of a plugin that a descriptor names', async () => {
    const server = await startPluginServer({
      directory: folder,
      files: hostFiles(`host-${version}.js`),
    });
    const { byDescriptor } = await layout.configurations('/plugins');
    const descriptors = [...byDescriptor.extensions, ...byDescriptor.modes];
    await expectPanel(
      server,
      version,
      (opened) =>
        opened.evaluate(
          (descriptors) => (window as unknown as HostGlobals).loadPlugins(descriptors),
          descriptors,
        ),
      'linked',
    );
  });
});

async function expectPanel(
  server: PluginServer,
  version: number,
  prepare: (opened: Page) => Promise<void>,
  styles: 'inside' | 'linked',
): Promise<void> {
  const opened = await browser.newPage();
  try {
    const troubles: string[] = [];
    opened.on('pageerror', (error) => troubles.push(String(error)));
    opened.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await opened.goto(`${server.url}/index.html`);
    await prepare(opened);
    for (const isShown of [true, false, true]) {
      await opened.evaluate(
        (isShown) => (window as unknown as HostGlobals).showPanel(isShown),
        isShown,
      );
      await opened
        .getByRole('heading', { name: 'Mutation Prediction' })
        .waitFor({ state: isShown ? 'visible' : 'detached' });
    }
    // The model package comes from where the site's configuration says, or from beside the plugin.
    await opened.getByText('MMDL nine views').first().waitFor();

    const { pluginIds, reactVersions } = await opened.evaluate(() => {
      const { pluginIds, reactVersions } = window as unknown as HostGlobals;
      return { pluginIds, reactVersions };
    });
    expect(pluginIds).toEqual([
      '@mutation-prediction/ohif-extension',
      '@mutation-prediction/ohif-mode',
    ]);
    expect(reactVersions).toEqual([expect.stringMatching(`^${version}\\.`)]);
    // Nothing of these looks is the host's, which has none; they come once.
    const looks = await opened.evaluate(() => {
      const { color, fontSize } = getComputedStyle(document.querySelector('.mp-panel')!);
      const heading = getComputedStyle(document.querySelector('.mp-panel h3')!).fontSize;
      return { color, fontSize, heading, inside: document.querySelectorAll('head style').length };
    });
    const inside = styles === 'inside' ? 1 : 0;
    expect(looks).toEqual({
      color: 'rgb(250, 250, 250)',
      fontSize: '13px',
      heading: '13px',
      inside,
    });
    // Fetched on demand: the dialog, then what draws the card in it.
    expect(server.requested.filter((name) => name.includes('/umd/chunks/'))).toEqual([]);
    await opened.getByRole('button', { name: 'About model' }).click();
    await opened.getByRole('dialog').getByRole('heading').nth(2).waitFor();
    await opened.keyboard.press('Escape');
    expect(troubles).toEqual([]);
  } finally {
    await opened.close();
    await server.close();
  }
}

const hostFiles = (script: string) => ({
  '/index.html': page(script),
  [`/${script}`]: readFileSync(path.join(root, 'test-results/site', script), 'utf8'),
});

/** As a site's webpack does, from our packages as they are published. */
function bundleHosts(): void {
  const webpack = path.join(root, 'node_modules/webpack/bin/webpack.js');
  const configuration = path.join(import.meta.dirname, 'support/site/webpack.config.mjs');
  execFileSync(process.execPath, [webpack, '--config', configuration], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
