/**
 * A static host as there are many: files by their names, `index.html` for folders, 404 for the rest, and not one
 * header that a file could not have. For looking at the site, for recording it and for its checks.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.woff2': 'font/woff2',
};

/**
 * @param {string} folder
 * @param {{ base?: string, port?: number }} options URL path of the folder, with slashes at both ends
 * @returns {Promise<{ url: string, missing: string[], close: () => Promise<void> }>} `missing`: paths that were asked
 *   for and are not there
 */
export async function serveFolder(folder, { base = '/', port = 0 } = {}) {
  const missing = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const file = pathname.startsWith(base) && (await fileAt(folder, pathname.slice(base.length)));
    if (!file) {
      missing.push(pathname);
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    missing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function fileAt(folder, relative) {
  const file = path.join(folder, path.normalize(`/${decodeURIComponent(relative)}`));
  const found = await stat(file).catch(() => undefined);
  if (!found?.isDirectory()) return found && file;
  const index = path.join(file, 'index.html');
  return (await stat(index).catch(() => undefined)) && index;
}
