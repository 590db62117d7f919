import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An archive in front of another one: it answers searches, and holds back objects until it is released. */
export interface SlowArchive {
  readonly url: string;
  /** Requests for objects that have no answer yet. */
  readonly held: number;
  release(): void;
  stop(): Promise<void>;
}

/** @param behind DICOMweb root, read only */
export async function startSlowArchive(behind: string): Promise<SlowArchive> {
  const waiting = new Map<ServerResponse, () => void>();
  let isReleased = false;
  const server = createServer((request, response) => {
    const pass = async () => {
      const { accept = '*/*', 'content-type': type } = request.headers;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const found = await fetch(behind.replace(/\/$/, '') + request.url!, {
        method: request.method ?? 'GET',
        headers: { accept, ...(type && { 'content-type': type }) },
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      response.writeHead(found.status, { 'content-type': found.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await found.arrayBuffer()));
    };
    const isObject = /\/instances\/[\d.]+$/.test(request.url!.split('?')[0]!);
    if (isReleased || !isObject || request.method !== 'GET') return void pass();
    waiting.set(response, () => void pass());
    response.once('close', () => waiting.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get held() {
      return waiting.size;
    },
    release() {
      isReleased = true;
      for (const pass of waiting.values()) pass();
      waiting.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
