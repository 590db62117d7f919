import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.js';
import type { AccessPolicy, Caller, Role } from './caller.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller needs for this route. A route without it is closed to everyone. */
    readonly access?: Role | 'open';
  }
}

const callers = new WeakMap<FastifyRequest, Caller>();

/**
 * Lets nobody past who may not use the route. A route says what it needs (`config.access`); what says
 * nothing is closed, so that a forgotten route is no hole.
 *
 * @param onRefused hears of callers who are known and may not
 */
export function guard(
  app: FastifyInstance,
  policy: AccessPolicy,
  onRefused: (request: FastifyRequest, caller: Caller) => Promise<void>,
): void {
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === 'open') return;
    const caller = await policy.identify(request);
    callers.set(request, caller);
    if (request.is404 || (access !== undefined && caller.roles.has(access))) return;
    await onRefused(request, caller);
    throw new Refusal(403, `This needs the role ${access ?? 'of nobody'}.`);
  });
}

/** Who sent a request that the guard let past. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new TypeError('The route is open, so nobody is known.');
  return caller;
}
