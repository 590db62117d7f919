import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Any web page that the user opens can send requests to this machine, and another program here can
 * serve such a page. It cannot read the answers, but it could store objects or occupy the server.
 * Browsers say where a request comes from; programs that are none say nothing and are answered.
 */
export async function refuseForeignPages(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (isFromViewer(request)) return;
  await reply
    .code(403)
    .type('text/plain; charset=utf-8')
    .send('Only pages of this viewer may read and store studies here.');
}

function isFromViewer({ headers, protocol, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const ownOrigin = `${protocol}://${host}`.toLowerCase();
  return headers.origin === undefined || headers.origin.toLowerCase() === ownOrigin;
}
