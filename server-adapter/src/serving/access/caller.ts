import type { FastifyRequest } from 'fastify';

/** What a caller may do: use models, read metrics, see how the server's models stand. */
export const ROLES = ['predict', 'monitor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who sends a request. */
export interface Caller {
  /** Name of the API key, or `sub` of the token. It stands in the audit trail. */
  readonly subject: string;
  readonly roles: ReadonlySet<Role>;
}

/** Decides who sends a request. */
export interface AccessPolicy {
  /** @throws Refusal 401 where nobody known does, 503 where that cannot be found out now */
  identify(request: FastifyRequest): Promise<Caller>;
  /** Why nobody could be let in now, in words; `undefined` where callers can. */
  obstacle(): Promise<string | undefined>;
}
