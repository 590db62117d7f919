import type { FastifyRequest } from 'fastify';
import { loopbackAccess } from './loopback.js';

const access = loopbackAccess(['https://viewer.example']);

const from = (headers: Record<string, string>, hostname = '127.0.0.1') =>
  ({ headers, hostname, host: `${hostname}:8080`, protocol: 'http' }) as unknown as FastifyRequest;

test.each<[string, FastifyRequest]>([
  ['a program', from({})],
  ['a page of its own origin', from({ origin: 'http://127.0.0.1:8080' })],
  ['an address typed by the user', from({ 'sec-fetch-site': 'none' })],
  [
    'a page of a configured origin',
    from({ origin: 'https://viewer.example', 'sec-fetch-site': 'cross-site' }),
  ],
])('%s is let in, and may do everything', async (_, request) => {
  expect(await access.identify(request)).toEqual({
    subject: 'local',
    roles: new Set(['predict', 'monitor', 'admin']),
  });
});

test.each<[string, number, FastifyRequest]>([
  ['a page of another site', 403, from({ origin: 'https://evil.example' })],
  ['a picture on another site', 403, from({ 'sec-fetch-site': 'cross-site' })],
  ['another port of this machine', 403, from({ origin: 'http://127.0.0.1:3000' })],
  ['a page without an origin', 403, from({ origin: 'null' })],
  ['another name for this machine', 421, from({}, 'evil.example')],
])('%s is not', async (_, status, request) => {
  await expect(access.identify(request)).rejects.toMatchObject({ status });
});
