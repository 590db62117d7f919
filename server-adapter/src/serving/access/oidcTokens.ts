import type { FastifyRequest } from 'fastify';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { Refusal } from '../refusal.js';
import type { Settings } from '../settings/settings.js';
import { bearerToken, refusedToken } from './bearer.js';
import type { AccessPolicy, Caller, Role } from './caller.js';
import { KeysUnavailable, type SigningKeys } from './signingKeys.js';

export type TokenRules = Settings['access']['oidc'] & {
  readonly issuer: string;
  readonly audience: string;
};

const LONGEST_SUBJECT = 255; // OpenID Connect Core 1.0 §2

/** Callers show an access token (JWT, RFC 9068) of an OpenID Connect issuer. */
export class OidcAccess implements AccessPolicy {
  constructor(
    private readonly rules: TokenRules,
    private readonly keys: SigningKeys,
  ) {}

  async identify(request: FastifyRequest): Promise<Caller> {
    const claims = await this.#verify(bearerToken(request));
    const { sub = '' } = claims;
    if (sub === '' || sub.length > LONGEST_SUBJECT) throw refusedToken('it names no user');
    return { subject: sub, roles: this.#rolesOf(claims) };
  }

  async obstacle(): Promise<string | undefined> {
    if (this.keys.isUsable) return undefined;
    return this.keys.load().then(
      () => undefined,
      () => 'the keys of the token issuer cannot be fetched',
    );
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience, algorithms, tokenType, clockToleranceS } = this.rules;
    try {
      const { payload } = await jwtVerify(token, (header, jws) => this.keys.find(header, jws), {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceS,
        requiredClaims: ['exp', 'sub'],
        ...(tokenType !== undefined && { typ: tokenType }),
      });
      return payload;
    } catch (error) {
      if (error instanceof KeysUnavailable) {
        throw new Refusal(503, 'The token cannot be checked now: its issuer does not answer.', {
          retryAfterS: 10,
          cause: error,
        });
      }
      throw refusedToken(reasonOf(error));
    }
  }

  #rolesOf(claims: JWTPayload): ReadonlySet<Role> {
    const { rolesClaim, predictRole, monitorRole, adminRole } = this.rules;
    const words = new Set(wordsAt(claims, rolesClaim));
    const roles = { predict: predictRole, monitor: monitorRole, admin: adminRole };
    const held = Object.entries(roles).filter(([, word]) => words.has(word));
    return new Set(held.map(([role]) => role as Role));
  }
}

/** A claim of that very name, else what a path of names leads to: a list, or words in a text. */
function wordsAt(claims: JWTPayload, claim: string): readonly string[] {
  const found = Object.hasOwn(claims, claim)
    ? claims[claim]
    : claim.split('.').reduce<unknown>((at, key) => ownProperty(at, key), claims);
  if (typeof found === 'string') return found.split(' ');
  return Array.isArray(found) ? found.filter((word) => typeof word === 'string') : [];
}

function ownProperty(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** In words, without anything that the token holds. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its ${error.claim} is not right`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  if (error instanceof errors.JWKSNoMatchingKey) return 'its issuer has no such key';
  return 'it is not sound';
}
