import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export const builtExtension = path.resolve(import.meta.dirname, '../../../extension/dist/esm');

const mediaTypes: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface PluginServerOptions {
  /** The built extension unless given. */
  readonly directory?: string;
  /** Send COOP and COEP, as a site that wants threads does. */
  readonly isolated?: boolean;
  /** Served in place of, or beside, the built files: path → content. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The first response for this path stops after half its bytes, until the client goes away. */
  readonly stallOnceAt?: string;
}

export interface PluginServer {
  readonly url: string;
  /** Every path that was asked for, in order. */
  readonly requested: readonly string[];
  /** Paths of which a part was asked for and sent, with the first byte of it. */
  readonly continued: readonly { readonly path: string; readonly from: number }[];
  /** Resolves when a response has stopped after half its bytes. */
  readonly stalled: Promise<void>;
  /** Resolves when a client leaves a stalled response. */
  readonly clientLeft: Promise<void>;
  close(): Promise<void>;
}

/** Of files that `files` gives: they do not change. */
const ETAG = '"1"';

/** Serves the built extension, or another folder, at `/`, with an empty page to run it in. */
export async function startPluginServer({
  directory = builtExtension,
  isolated = true,
  files = {},
  stallOnceAt,
}: PluginServerOptions = {}): Promise<PluginServer> {
  const content = new Map(Object.entries({ '/index.html': '<!doctype html>', ...files }));
  const requested: string[] = [];
  const continued: { path: string; from: number }[] = [];
  let onStalled!: () => void;
  const stalled = new Promise<void>((resolve) => (onStalled = resolve));
  let onClientLeft!: () => void;
  const clientLeft = new Promise<void>((resolve) => (onClientLeft = resolve));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    requested.push(pathname);
    if (isolated) {
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
    }
    response.setHeader(
      'content-type',
      mediaTypes[path.extname(pathname)] ?? 'application/octet-stream',
    );

    const own = content.get(pathname);
    if (own !== undefined) {
      const bytes = Buffer.from(own);
      if (pathname === stallOnceAt && requested.indexOf(pathname) === requested.length - 1) {
        response.on('close', onClientLeft);
        response.writeHead(200, { 'content-length': bytes.length, etag: ETAG });
        response.write(bytes.subarray(0, bytes.length >> 1), onStalled);
        return;
      }
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (from > 0 && request.headers['if-range'] === ETAG) {
        continued.push({ path: pathname, from });
        const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
        response.writeHead(206, { 'content-range': range, etag: ETAG });
        response.end(bytes.subarray(from));
        return;
      }
      response.end(bytes);
      return;
    }
    const file = path.join(directory, path.normalize(pathname));
    const size = await stat(file).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-length', size);
    if (pathname !== stallOnceAt || requested.indexOf(pathname) < requested.length - 1) {
      createReadStream(file).pipe(response);
      return;
    }
    response.on('close', onClientLeft);
    createReadStream(file, { end: Math.floor(size / 2) })
      .on('end', onStalled)
      .pipe(response, { end: false });
  }

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requested,
    continued,
    stalled,
    clientLeft,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
