import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.js';

/**
 * The token of `Authorization: Bearer …` (RFC 6750 §2.1). It is looked for nowhere else: URLs end up in
 * logs.
 *
 * @throws Refusal 401
 */
export function bearerToken({ headers }: FastifyRequest): string {
  const [, token] = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(headers.authorization ?? '') ?? [];
  if (token !== undefined) return token;
  throw new Refusal(401, 'Sign in first: the request holds no bearer token.', {
    challenge: 'Bearer',
  });
}

export function refusedToken(why: string): Refusal {
  return new Refusal(401, `The token is not accepted: ${why}.`, {
    challenge: 'Bearer error="invalid_token"',
  });
}
