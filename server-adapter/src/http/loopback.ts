import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether only this machine can reach a server bound to `host`. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase()) || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether nobody between here and there can change what comes from a URL: https, or this machine. */
export function isPrivateTransport({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname);
}

/**
 * Whether a request to a server of this machine calls it by another name: a web page elsewhere can
 * point a name of its own at 127.0.0.1 and read what is served as "its" origin (DNS rebinding). The Host
 * header gives it away.
 */
export function namesForeignHost({ hostname }: FastifyRequest): boolean {
  return !isLoopback(hostname);
}
