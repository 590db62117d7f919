import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** One answer; `silence` never comes, `hang-up` breaks the connection, `half` breaks it within the body. */
export type ScriptedAnswer =
  | 'silence'
  | 'hang-up'
  | 'half'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    };

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Resolves when the client has gone, or has its answer. */
  readonly closed: Promise<unknown>;
}

export interface ScriptedServer {
  readonly url: string;
  readonly received: ReceivedRequest[];
  close(): Promise<void>;
}

/** A server on loopback that answers as it is told, in order; the last answer again and again. */
export async function startScriptedServer(
  answers: readonly ScriptedAnswer[],
): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const closed = once(response, 'close');
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const answer = answers[Math.min(received.length, answers.length - 1)]!;
      received.push({ method, url, headers, body, closed });
      give(response, answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function give(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'hang-up') {
    response.destroy();
  } else if (answer === 'half') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  } else {
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  }
}
