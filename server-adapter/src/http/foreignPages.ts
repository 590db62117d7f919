import type { FastifyRequest } from 'fastify';

/**
 * Whether a web page of another origin sends the request. Any page that the user opens can send
 * requests to this machine, and another program here can serve such a page. It cannot read the answers,
 * but it could store objects or occupy the server. Browsers say where a request comes from; programs
 * that are none say nothing and are answered.
 */
export function isFromForeignPage({ headers, protocol, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const ownOrigin = `${protocol}://${host}`.toLowerCase();
  return headers.origin !== undefined && headers.origin.toLowerCase() !== ownOrigin;
}
