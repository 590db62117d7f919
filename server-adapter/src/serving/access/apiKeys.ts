import { timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.js';
import { readApiKeys, sha256Of, type ApiKey } from './apiKeyFile.js';
import { bearerToken, refusedToken } from './bearer.js';
import type { AccessPolicy, Caller } from './caller.js';

/** How soon a key that was taken out of the file is refused, ms. */
const LOOK_EVERY_MS = 1000;

/** Callers show a key of a file. A key taken out of the file ends to work without a restart. */
export class ApiKeyAccess implements AccessPolicy {
  #keys: readonly ApiKey[] = [];
  /** What the file looked like when it was read. */
  #version = '';
  #looked = -Infinity;
  #looking: Promise<void> | undefined;

  private constructor(private readonly file: string) {}

  /** @throws MutationPredictionError `invalid-settings` */
  static async open(file: string): Promise<ApiKeyAccess> {
    const access = new ApiKeyAccess(file);
    await access.#refresh();
    return access;
  }

  async identify(request: FastifyRequest): Promise<Caller> {
    const token = bearerToken(request);
    await this.#refresh().catch((cause: unknown) => {
      // Someone may just be taking a key away: nobody is let in by what the file once held.
      throw new Refusal(503, 'The keys of this server cannot be read now.', {
        retryAfterS: 10,
        cause,
      });
    });
    const key = this.#find(token);
    if (!key) throw refusedToken('nobody holds this key');
    if (key.expires !== undefined && Date.parse(key.expires) <= Date.now()) {
      throw refusedToken('the key has expired');
    }
    return { subject: key.name, roles: new Set(key.roles) };
  }

  async obstacle(): Promise<string | undefined> {
    return this.#refresh().then(
      () => undefined,
      () => 'the file of API keys cannot be read',
    );
  }

  /** Compares with every key, each in constant time: how long it takes tells nothing. */
  #find(token: string): ApiKey | undefined {
    const shown = Buffer.from(sha256Of(token));
    return this.#keys.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256), shown))[0];
  }

  #refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    if (performance.now() - this.#looked < LOOK_EVERY_MS) return;
    const found = await stat(this.file).catch(() => undefined);
    const version = found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'gone';
    if (version !== this.#version) {
      this.#keys = await readApiKeys(this.file);
      this.#version = version;
    }
    this.#looked = performance.now();
  }
}
