/**
 * `npm run dev`: the viewer with the plugin, and the panel in its harness, bundled again and reloaded in
 * the browser whenever a source changes. What ships is not touched: bundles lie in `.cache/dev`.
 *
 * Other studies: `npm run dev -- FOLDER`. Ports: 3000 (OHIF) and 3001 (harness), or MP_DEV_PORT and the next.
 */
import path from 'node:path';
import webpack from 'webpack';
import { FolderStore } from '@mutation-prediction/server-adapter/dicomweb';
import {
  cacheDirectory,
  demoFolder,
  fetchOhif,
  startViewer,
} from '@mutation-prediction/server-adapter/viewer';
import configurations from './bundle/webpack.config.mjs';
import { harnessConfiguration, serveHarness } from './panel-harness/harnessPage.mjs';

const [studies] = process.argv.slice(2);
const port = Number(process.env.MP_DEV_PORT ?? 3000);
const harness = `http://127.0.0.1:${port + 1}`;
const bundles = path.resolve(import.meta.dirname, '../.cache/dev');
const say = (message) => console.error(message);

const cache = cacheDirectory();
const ohifDist = await fetchOhif({ cacheDirectory: cache, onProgress: say });
const directory = studies ?? (await demoFolder(cache, say));

const pages = new Set();
await serveHarness({ bundleDirectory: bundles, ohifDist, port: port + 1, answer: keepPage });
say('Bundling …');
await watch();

const viewer = await startViewer({
  ohifDirectory: ohifDist,
  dicomWeb: await FolderStore.open({ directory }),
  plugin: { extension: path.join(bundles, 'extension'), mode: path.join(bundles, 'mode') },
  port,
});
say(`\n  OHIF with the plugin:  ${viewer.url}/`);
say(`  Panel in its harness:  ${harness}/scenes`);
say('\nPages reload when a source changes; for core in the server, start again. Ctrl-C stops.');

/** A page of the viewer or of the harness holds a request open, over which it hears of new bundles. */
function keepPage(pathname, request, response) {
  if (pathname !== '/changes') return false;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  });
  response.write('retry: 1000\n\n');
  pages.add(response);
  request.on('close', () => pages.delete(response));
  return true;
}

/** Resolves once everything is bundled for the first time, with errors or without. */
function watch() {
  const compiler = webpack([
    development('extension-esm', 'extension', 'index.js'),
    development('mode-esm', 'mode'),
    reloading(harnessConfiguration(bundles), 'harness.js'),
  ]);
  return new Promise((resolve, reject) => {
    compiler.watch({ aggregateTimeout: 200 }, (error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors()) say(stats.toString('errors-only'));
      else
        say(`Bundled in ${stats.stats.map((one) => one.endTime - one.startTime).join(', ')} ms.`);
      if (!stats.hasErrors()) for (const page of pages) page.write('data: bundled\n\n');
      resolve();
    });
  });
}

function development(name, folder, reloadedBy) {
  const shipped = configurations.find((one) => one.name === name);
  const configuration = {
    ...shipped,
    mode: 'development',
    devtool: 'inline-source-map',
    optimization: { splitChunks: false },
    output: { ...shipped.output, path: path.join(bundles, folder) },
  };
  return reloadedBy ? reloading(configuration, reloadedBy) : configuration;
}

function reloading(configuration, file) {
  const banner = `new EventSource('${harness}/changes').onmessage = () => location.reload();`;
  const plugin = new webpack.BannerPlugin({ banner, raw: true, entryOnly: true, include: file });
  return { ...configuration, plugins: [...(configuration.plugins ?? []), plugin] };
}
