/**
 * One lesion, predicted as the command line does, and by our server over HTTP: by its own processes, and
 * with another server of the Open Inference Protocol behind it, Triton among them. Views to the last bit,
 * probabilities within 1e-5, warning for warning. In browsers: test/parity.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { jest } from '@jest/globals';
import {
  openEmbeddedBackend,
  openOipBackend,
  type InferenceBackend,
} from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import { readdirSync } from 'node:fs';
import { startReferenceServer, type ReferenceServer } from '../oip/referenceServer.js';
import { ParityLesions, type ParityOutcome } from '../support/lesions/parity.js';
import { isSettled, untilModels } from './backendCases.js';
import { hasTriton, startTriton, type Triton } from './triton.js';

/** A machine with much else to do takes minutes. */
const LONG_MS = 1_800_000;
jest.setTimeout(LONG_MS);

const packages = readdirSync(modelsDirectory());
type Place = 'embedded' | 'behind' | 'Triton';
const PLACES: readonly Place[] = [
  'embedded',
  'behind',
  ...(hasTriton ? (['Triton'] as const) : []),
];

let reference: ReferenceServer;
let triton: Triton | undefined;
const servers = new Map<Place, RunningServer>();
let lesions: ParityLesions | undefined;
let outcomes: readonly ParityOutcome[];

/** The server over a backend, once its models are ready; it has the backend from now on. */
async function serve(place: Place, backend: InferenceBackend): Promise<void> {
  const options = { 'network.port': '0', 'logging.level': 'silent' };
  servers.set(place, await startServer(readSettings({ options }), backend));
  const served = await untilModels(backend, isSettled);
  expect(served.filter(({ state }) => state !== 'ready')).toEqual([]);
}

beforeAll(async () => {
  const models = modelsDirectory();
  reference = await startReferenceServer(packages);
  triton = await startTriton(models);
  await serve('embedded', await openEmbeddedBackend({ models }));
  await serve('behind', await openOipBackend({ models, processes: 1, server: reference }));
  if (triton) await serve('Triton', await openOipBackend({ models, processes: 1, server: triton }));
  const urls = [...servers].map(([place, { url }]) => [place, url] as const);
  lesions = new ParityLesions({ models, servers: Object.fromEntries(urls) });
  const each: (readonly ParityOutcome[])[] = [];
  for (const id of packages) each.push(await lesions.outcomesOf(id));
  outcomes = each.flat();
});

afterAll(async () => {
  await lesions?.close();
  for (const server of servers.values()) await server.stop();
  await reference.close();
  await triton?.close();
});

describe.each(packages)('%s', (id) => {
  const own = () => outcomes.filter((outcome) => outcome.id === id);

  test('says different things of different lesions', () => {
    const all = own().map(({ probabilities }) => probabilities.join());
    expect(all.length).toBeGreaterThanOrEqual(20);
    expect(new Set(all).size).toBeGreaterThan(all.length / 2);
  });

  test.each(PLACES)('%s', (place) => {
    for (const { title, places } of own()) {
      const { difference, differs } = places[place]!;
      expect([title, ...differs]).toEqual([title]);
      expect(difference).toBeLessThanOrEqual(1e-5);
    }
  });
});
