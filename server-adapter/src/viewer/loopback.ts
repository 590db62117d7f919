import type { FastifyReply, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether only this machine can reach a server bound to `host`. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase()) || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * A web page elsewhere can point a name of its own at 127.0.0.1 and read the studies as "its" origin
 * (DNS rebinding). The Host header gives it away.
 */
export async function refuseForeignHosts(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (isLoopback(request.hostname)) return;
  await reply
    .code(421)
    .type('text/plain; charset=utf-8')
    .send('This viewer answers on localhost only. Start it with --host to serve other machines.');
}
