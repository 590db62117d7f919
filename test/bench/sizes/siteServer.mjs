import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const MEDIA_TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * A cross-origin isolated site of this machine.
 *
 * @param folders where what is below an address lies, longest addresses first
 * @param files content by address
 */
export async function startSite(folders, files) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader(
      'content-type',
      MEDIA_TYPES[path.extname(pathname)] ?? 'application/octet-stream',
    );
    if (files[pathname] !== undefined) return void response.end(files[pathname]);
    const [at, folder] = folders.find(([address]) => pathname.startsWith(address)) ?? [];
    const file = folder && path.join(folder, path.normalize(pathname.slice(at.length)));
    const found = file && statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile()) return void response.writeHead(404).end();
    response.setHeader('content-length', found.size);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
