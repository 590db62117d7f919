import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromForeignPage } from '../http/foreignPages.js';
import { namesForeignHost } from '../http/loopback.js';

/** Hook: only pages of the viewer, and programs that are no browser, are answered. */
export async function refuseForeignPages(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!isFromForeignPage(request)) return;
  await reply
    .code(403)
    .type('text/plain; charset=utf-8')
    .send('Only pages of this viewer may read and store studies here.');
}

/** Hook: a viewer of this machine is not answered under other names. */
export async function refuseForeignHosts(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!namesForeignHost(request)) return;
  await reply
    .code(421)
    .type('text/plain; charset=utf-8')
    .send('This viewer answers on localhost only. Start it with --host to serve other machines.');
}
