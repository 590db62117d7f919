import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import { isPrivateTransport } from '../../http/loopback.js';

/** The issuer's keys cannot be had now, so nothing can be said about a token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface SigningKeysOptions {
  readonly issuer: string;
  /** Found by discovery where it is not given. */
  readonly jwksUrl?: string;
  /** How long keys once seen hold while the issuer cannot be reached, ms. */
  readonly staleMs: number;
  /** After a fetch that failed, how long none is tried, ms. */
  readonly retryMs?: number;
  /** For how long an unknown key is not looked for again, ms. */
  readonly cooldownMs?: number;
  /** After which keys are fetched anew, ms. */
  readonly maxAgeMs?: number;
}

type Key = Awaited<ReturnType<ReturnType<typeof createRemoteJWKSet>>>;

const TIMEOUT_MS = 5000;

/**
 * The public keys of an OpenID Connect issuer (JWKS, RFC 7517). Follows their rotation, and outlives an
 * outage of the issuer for a time with the keys that were seen last.
 */
export class SigningKeys {
  #remote: ReturnType<typeof createRemoteJWKSet> | undefined;
  /** When the issuer last answered with keys, and when it last did not answer. */
  #seen = -Infinity;
  #failed = -Infinity;

  constructor(private readonly options: SigningKeysOptions) {}

  /** Whether keys have been seen that still hold. */
  get isUsable(): boolean {
    return performance.now() - this.#seen < this.options.staleMs;
  }

  /** @throws KeysUnavailable */
  async load(): Promise<void> {
    await this.#reaching(async () => (await this.#open()).reload());
  }

  /**
   * The key that a token says it is signed with.
   *
   * @throws KeysUnavailable; errors of jose where the issuer has no such key
   */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<Key> {
    try {
      return await this.#reaching(async () => (await this.#open())(header, token));
    } catch (error) {
      const known = this.#remote?.jwks();
      if (!(error instanceof KeysUnavailable) || !known || !this.isUsable) throw error;
      return createLocalJWKSet(known)(header, token).catch((cause: unknown) => {
        // It may well be among the keys that cannot be fetched.
        throw new KeysUnavailable('The key may be a new one.', { cause });
      });
    }
  }

  async #open(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    this.#remote ??= createRemoteJWKSet(await this.#address(), {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: this.options.cooldownMs ?? 10_000,
      cacheMaxAge: this.options.maxAgeMs ?? 600_000,
      [customFetch]: async (url, init) => {
        const response = await this.#fetch(url, init);
        this.#seen = performance.now();
        return response;
      },
    });
    return this.#remote;
  }

  /** OpenID Connect Discovery 1.0 §4. */
  async #address(): Promise<URL> {
    const { issuer, jwksUrl } = this.options;
    if (jwksUrl !== undefined) return new URL(jwksUrl);
    const document = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await this.#fetch(document, { signal, redirect: 'error' });
    const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    const keys = typeof found.jwks_uri === 'string' ? new URL(found.jwks_uri) : undefined;
    if (found.issuer !== issuer || !keys || !isPrivateTransport(keys)) {
      throw new TypeError('The discovery document is not that of the issuer.');
    }
    return keys;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    if (performance.now() - this.#failed < (this.options.retryMs ?? 5000)) {
      throw new TypeError('The issuer did not answer a moment ago.');
    }
    try {
      const response = await fetch(url, init);
      if (!response.ok) throw new TypeError(`The issuer answered ${response.status}.`);
      return response;
    } catch (error) {
      this.#failed = performance.now();
      throw error;
    }
  }

  /** Whatever goes wrong on the way to the issuer is no fault of the token. */
  async #reaching<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (isAboutToken(error)) throw error;
      throw new KeysUnavailable('The keys of the issuer cannot be fetched.', { cause: error });
    }
  }
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
