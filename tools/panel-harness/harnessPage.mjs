/** The harness as a page: what webpack makes of it, and a server that shows it in OHIF's real CSS. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import configurations from '../bundle/webpack.config.mjs';

export const PANEL_WIDTH = 300;

const types = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

/** Like the extension's bundle, but with scenes for hosts, and unpacked. */
export function harnessConfiguration(bundleDirectory) {
  const { module, resolve } = configurations.find(({ name }) => name === 'extension-esm');
  return {
    name: 'panel-harness',
    mode: 'development',
    devtool: false,
    entry: path.join(import.meta.dirname, 'harness.tsx'),
    output: { path: bundleDirectory, filename: 'harness.js', module: true, chunkFormat: 'module' },
    experiments: { outputModule: true, topLevelAwait: true },
    target: ['web', 'es2022'],
    module,
    resolve,
  };
}

export async function sceneNames() {
  const source = await readFile(path.join(import.meta.dirname, 'scenes.ts'), 'utf8');
  return [...source.matchAll(/^ {2}'?([\w-]+)'?: (?:scene|served|servedRun|refusedBy)\(/gm)].map(
    ([, name]) => name,
  );
}

/**
 * One scene at `/#name`, and in a page that has no styles of OHIF at `/bare#name`; all to choose from at `/scenes`.
 *
 * @param answer takes a request that it knows and returns true
 */
export async function serveHarness({ bundleDirectory, ohifDist, port = 0, answer }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (answer?.(pathname, request, response)) return;
    response.setHeader('cache-control', 'no-store');
    if (pathname === '/') return html(response, scenePage(OHIF_STYLES));
    if (pathname === '/bare') return html(response, scenePage(NO_STYLES));
    if (pathname === '/scenes') return html(response, choicePage(await sceneNames()));
    try {
      const folder = pathname.endsWith('.js') ? bundleDirectory : ohifDist;
      const bytes = await readFile(path.join(folder, path.basename(pathname)));
      response.setHeader('content-type', types[path.extname(pathname)] ?? '').end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

function html(response, page) {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
}

const OHIF_STYLES = '<link rel="stylesheet" href="/app.bundle.css">';
const NO_STYLES = '<style>body { line-height: 1.5 }</style>';

const scenePage = (
  styles,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Scene of the panel</title>
  ${styles}
  <body class="bg-black" style="margin:0">
  <div class="bg-background flex flex-col" style="width:${PANEL_WIDTH}px">
    <div class="bg-muted flex h-[40px] flex-shrink-0 select-none rounded-t p-2"></div>
    <div id="panel"></div>
  </div><script type="module" src="/harness.js"></script>`;

const choicePage = (
  names,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Scenes of the panel</title>
  <body style="margin:0;display:flex;height:100vh;font:14px/1.8 sans-serif">
  <nav style="padding:12px;overflow:auto;flex-shrink:0">
    ${names.map((name) => `<a href="/#${name}" target="scene">${name}</a><br>`).join('\n    ')}
  </nav><iframe name="scene" title="Scene" src="/" style="border:0;flex:1"></iframe>`;
