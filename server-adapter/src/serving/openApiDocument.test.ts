import { readFile } from 'node:fs/promises';
import { startFakeServer, stopFakeServers } from '../../../test/support/fakeServer.js';
import { openApiDocument } from './openApiDocument.js';

afterEach(stopFakeServers);

test('docs/openapi.json is what servers answer (npm run server-docs)', async () => {
  const { url } = await startFakeServer();
  const answered: unknown = await (await fetch(`${url}/openapi.json`)).json();
  expect(JSON.parse(await readFile('docs/openapi.json', 'utf8'))).toEqual(answered);
  expect(JSON.parse(JSON.stringify(await openApiDocument()))).toEqual(answered);
});

test('every route is in it', async () => {
  const { routes } = await startFakeServer();
  const { paths } = (await openApiDocument()) as { paths: Record<string, object> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = routes
    .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`))
    .filter((route) => !route.startsWith('HEAD'))
    .map((route) => route.replace(/:(\w+)/g, '{$1}'));
  expect(documented.sort()).toEqual(served.sort());
});
