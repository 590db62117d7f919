import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export interface IssuedKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** An OpenID Connect issuer on this machine, as far as a resource server sees one. */
export class TokenIssuer {
  /** What it publishes. */
  keys: IssuedKey[] = [];
  /** Whether it answers 500 instead. */
  isDown = false;
  fetches = 0;
  readonly #server = http.createServer((request, response) => this.#answer(request, response));

  static async start(key?: IssuedKey): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve));
    issuer.keys = [key ?? (await newKey('first'))];
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A token that is right in every respect but what is changed. */
  async token(
    claims: Readonly<Record<string, unknown>> = {},
    header: { alg?: string; kid?: string; typ?: string } = {},
    key: IssuedKey = this.keys[0]!,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const right = {
      ...{ iss: this.url, aud: 'mutation-prediction', sub: 'user-1', roles: ['predict'] },
      ...{ iat: now, exp: now + 600 },
    };
    return new SignJWT({ ...right, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #answer({ url }: http.IncomingMessage, response: http.ServerResponse): void {
    this.fetches++;
    response.setHeader('content-type', 'application/json');
    if (this.isDown) response.statusCode = 500;
    const document = url?.includes('openid-configuration')
      ? { issuer: this.url, jwks_uri: `${this.url}/keys` }
      : { keys: this.keys.map(({ publicJwk }) => publicJwk) };
    response.end(JSON.stringify(document));
  }
}

export async function newKey(kid: string, alg = 'RS256'): Promise<IssuedKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}
