import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { rawRequest } from '../../../../test/support/rawRequest.js';
import { newKey, TokenIssuer, type IssuedKey } from '../../../../test/support/tokenIssuer.js';
import { answerErrors } from '../answerErrors.js';
import { readSettings } from '../settings/readSettings.js';
import { callerOf, guard } from './guard.js';
import { OidcAccess } from './oidcTokens.js';
import { SigningKeys, type SigningKeysOptions } from './signingKeys.js';

let firstKey: IssuedKey;
let issuer: TokenIssuer;
const open: FastifyInstance[] = [];

beforeAll(async () => {
  firstKey = await newKey('first');
});
beforeEach(async () => {
  issuer = await TokenIssuer.start(firstKey);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
  await issuer.close();
});

type Claims = Readonly<Record<string, unknown>>;

const seconds = () => Math.floor(Date.now() / 1000);

/** An app with one route that needs the role predict and says who asked. */
function appWith(
  options: Partial<SigningKeysOptions> = {},
  settings: Record<string, string> = {},
): { app: FastifyInstance; access: OidcAccess } {
  const { access: rules } = readSettings({
    options: {
      'access.mode': 'oidc',
      'access.oidc.issuer': issuer.url,
      'access.oidc.audience': 'mutation-prediction',
      'audit.file': 'audit.jsonl',
      ...settings,
    },
  });
  const keys = new SigningKeys({
    issuer: issuer.url,
    staleMs: 60_000,
    cooldownMs: 0,
    retryMs: 0,
    ...options,
  });
  const audience = 'mutation-prediction';
  const access = new OidcAccess({ ...rules.oidc, issuer: issuer.url, audience }, keys);
  const app = fastify({ forceCloseConnections: true });
  answerErrors(app);
  guard(app, access, async () => {});
  app.get('/', { config: { access: 'predict' } }, async (request) => callerOf(request).subject);
  open.push(app);
  return { app, access };
}

async function ask(app: FastifyInstance, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const {
    statusCode,
    text,
    headers: answered,
  } = await rawRequest(await addressOf(app), '/', { headers });
  return { status: statusCode, text, headers: answered };
}

async function addressOf(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) return app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

test('a right token is let in, by the keys that discovery leads to', async () => {
  const { app } = appWith();
  expect(await ask(app, await issuer.token())).toMatchObject({ status: 200, text: 'user-1' });
  await ask(app, await issuer.token());
  expect(issuer.fetches).toBe(2); // the document and the keys, once
});

test('without a token one is asked for', async () => {
  const { status, headers } = await ask(appWith().app);
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
});

describe('no token is let in that', () => {
  const changed: [string, Claims][] = [
    ['is for another audience', { aud: 'other' }],
    ['is of another issuer', { iss: 'https://evil.example' }],
    ['has expired', { exp: seconds() - 120 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: seconds() + 120 }],
    ['names no user', { sub: undefined }],
    ['names an endless user', { sub: 'x'.repeat(256) }],
  ];
  test.each(changed)('%s', async (_, claims) => {
    const { app } = appWith();
    const { status, headers, text } = await ask(app, await issuer.token(claims));
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(text).not.toMatch(/evil|other|xxx/);
  });

  test('is not signed at all', async () => {
    const unsigned = new UnsecuredJWT({ roles: ['predict'] })
      .setIssuer(issuer.url)
      .setAudience('mutation-prediction')
      .setSubject('user-1')
      .setExpirationTime('10m')
      .encode();
    const { app } = appWith();
    expect((await ask(app, unsigned)).status).toBe(401);
    const withoutSignature = (await issuer.token()).replace(/[^.]+$/, '');
    expect((await ask(app, withoutSignature)).status).toBe(401);
  });

  test.each(['the key as PEM', 'the modulus'])(
    'is signed by HMAC with %s, which is public',
    async (kind) => {
      const [key] = issuer.keys;
      const publicKey = (await importJWK(key!.publicJwk, 'RS256')) as CryptoKey;
      const secret =
        kind === 'the modulus'
          ? Buffer.from(key!.publicJwk.n!, 'base64url')
          : Buffer.from(await exportSPKI(publicKey));
      const confused = await new SignJWT({ roles: ['predict'] })
        .setProtectedHeader({ alg: 'HS256', kid: key!.kid })
        .setIssuer(issuer.url)
        .setAudience('mutation-prediction')
        .setSubject('user-1')
        .setExpirationTime('10m')
        .sign(secret);
      const { status, text } = await ask(appWith().app, confused);
      expect([status, text]).toEqual([401, expect.stringContaining('algorithm')]);
    },
  );

  test('is signed with an algorithm that is not on the list', async () => {
    const key = await newKey('es', 'ES256');
    issuer.keys = [key];
    const token = await issuer.token({}, { alg: 'ES256' });
    const only = (algorithms: string) => appWith({}, { 'access.oidc.algorithms': algorithms }).app;
    expect((await ask(only('RS256'), token)).status).toBe(401);
    expect((await ask(only('RS256,ES256'), token)).status).toBe(200);
  });

  test('is of another type, where the type is asked for', async () => {
    const { app } = appWith({}, { 'access.oidc.tokenType': 'at+jwt' });
    expect((await ask(app, await issuer.token({}, { typ: 'JWT' }))).status).toBe(401);
    expect((await ask(app, await issuer.token({}, { typ: 'at+jwt' }))).status).toBe(200);
  });

  test('is signed by somebody else under the name of a key', async () => {
    const forged = await issuer.token({}, {}, await newKey('first'));
    expect((await ask(appWith().app, forged)).status).toBe(401);
  });

  test('names a key that the issuer has not', async () => {
    const { status, text } = await ask(appWith().app, await issuer.token({}, { kid: 'unknown' }));
    expect([status, text]).toEqual([401, expect.stringContaining('no such key')]);
  });

  test.each(['nonsense', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9..', '..'])('is %s', async (token) => {
    expect((await ask(appWith().app, token)).status).toBe(401);
  });

  test('was changed after it was signed', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    const [, payload] = (await issuer.token({ sub: 'admin' })).split('.');
    expect((await ask(appWith().app, [header, payload, signature].join('.'))).status).toBe(401);
  });
});

describe('roles', () => {
  test.each<[string, Claims, Record<string, string>, number]>([
    ['none', { roles: undefined }, {}, 403],
    ['another one', { roles: ['admin'] }, {}, 403],
    ['in words', { roles: 'openid predict' }, {}, 200],
    ['nothing a role can be', { roles: [{ predict: true }, 5] }, {}, 403],
    [
      'within an object',
      { realm_access: { roles: ['predict'] } },
      { 'access.oidc.rolesClaim': 'realm_access.roles' },
      200,
    ],
    [
      'under a name with dots',
      { 'https://site.example/roles': ['predict'] },
      { 'access.oidc.rolesClaim': 'https://site.example/roles' },
      200,
    ],
    ['by the site’s word', { roles: ['rad'] }, { 'access.oidc.predictRole': 'rad' }, 200],
    ['by another site’s word', { roles: ['predict'] }, { 'access.oidc.predictRole': 'rad' }, 403],
    ['inherited', { roles: undefined }, { 'access.oidc.rolesClaim': 'constructor.name' }, 403],
  ])('%s', async (_, claims, settings, status) => {
    const { app } = appWith({}, settings);
    expect((await ask(app, await issuer.token(claims))).status).toBe(status);
  });
});

describe('keys', () => {
  test('a new key is found once the issuer has it', async () => {
    const { app } = appWith();
    await ask(app, await issuer.token());
    const next = await newKey('second');
    const token = await issuer.token({}, {}, next);
    expect((await ask(app, token)).status).toBe(401);
    issuer.keys = [next];
    expect((await ask(app, token)).status).toBe(200);
  });

  test('a key that was taken away is refused once keys are fetched anew', async () => {
    const { app } = appWith({ maxAgeMs: 0 });
    const token = await issuer.token();
    expect((await ask(app, token)).status).toBe(200);
    issuer.keys = [await newKey('second')];
    expect((await ask(app, token)).status).toBe(401);
  });

  test('while the issuer is down, known keys hold, and others are no fault of the token', async () => {
    const { app } = appWith({ maxAgeMs: 0 });
    const known = await issuer.token();
    const fresh = await issuer.token({}, {}, await newKey('second'));
    expect((await ask(app, known)).status).toBe(200);
    issuer.isDown = true;
    expect((await ask(app, known)).status).toBe(200);
    const { status, headers } = await ask(app, fresh);
    expect([status, headers['retry-after']]).toEqual([503, '10']);
  });

  test('they hold no longer than the site allows', async () => {
    const { app } = appWith({ maxAgeMs: 0, staleMs: 0 });
    const token = await issuer.token();
    await ask(app, token);
    issuer.isDown = true;
    expect((await ask(app, token)).status).toBe(503);
  });

  test('before any was seen nobody is let in, and the server says that it is not ready', async () => {
    issuer.isDown = true;
    const { app, access } = appWith();
    expect((await ask(app, await issuer.token())).status).toBe(503);
    expect(await access.obstacle()).toContain('cannot be fetched');
    issuer.isDown = false;
    expect(await access.obstacle()).toBeUndefined();
    expect((await ask(app, await issuer.token())).status).toBe(200);
  });

  test('an issuer that is down is not asked again at every request', async () => {
    issuer.isDown = true;
    const { app } = appWith({ retryMs: 60_000 });
    for (let n = 0; n < 5; n++) await ask(app, await issuer.token());
    expect(issuer.fetches).toBe(1);
  });

  test('a discovery document of somebody else is not believed', async () => {
    const other = await TokenIssuer.start(firstKey);
    const { app } = appWith({ issuer: `${other.url}/tenant` });
    const { status } = await ask(app, await issuer.token());
    expect(status).toBe(503);
    await other.close();
  });
});
