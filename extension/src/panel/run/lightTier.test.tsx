/** @jest-environment jsdom */
import { act, screen } from '@testing-library/react';
import { button, draw, mount, predict } from '../testing/drawPanel.js';
import type { FakeModelHost } from '../testing/fakeModelHost.js';
import { FakeModelServer } from '../testing/fakeModelServer.js';
import { modelEntry, prediction } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const LIGHT = `sha256:${'1'.repeat(64)}`;
const OFFER = 'Use MMDL light';

const light = {
  digest: LIGHT,
  manifest: {
    ...modelEntry.manifest,
    id: 'mmdl-light',
    name: 'MMDL light',
    lightTierOf: { id: 'mmdl-demo', digest: modelEntry.digest },
  },
};

beforeEach(() => localStorage.clear());

/** Both, and a network that takes so long. */
const withLight =
  (runMs: number, digest = modelEntry.digest) =>
  (host: FakeModelHost) => {
    const of = { ...light.manifest.lightTierOf, digest };
    const other = { ...light, manifest: { ...light.manifest, lightTierOf: of } };
    host.packages = [
      { url: '/models/mmdl-demo', model: modelEntry },
      { url: '/models/mmdl-light', model: other },
    ];
    const { model } = prediction();
    host.result = {
      model: { ...model, digest: modelEntry.digest },
      timingsMs: { views: 20, run: runMs, total: runMs + 20 },
    };
  };

const offer = () => screen.queryByRole('button', { name: OFFER });

test('a model that takes long here offers its light tier, and says why', async () => {
  const drawn = await draw({}, withLight(6600));
  expect(offer()).toBeNull();
  await predict(drawn);
  expect(await screen.findByText('MMDL nine views takes about 7 s on this computer.')).toBeTruthy();
  await drawn.user.click(button(OFFER));
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Model' }).value).toBe(
    'mmdl-light',
  );
  expect(offer()).toBeNull();
});

test('what was slow is known when the viewer is opened again', async () => {
  await predict(await draw({}, withLight(6600)));
  await screen.findByRole('button', { name: OFFER });
  document.body.innerHTML = '';
  await draw({}, withLight(6600));
  expect(await screen.findByRole('button', { name: OFFER })).toBeTruthy();
});

test.each([
  ['a quick one', withLight(4900)],
  ['one whose light tier is of another version', withLight(6600, `sha256:${'2'.repeat(64)}`)],
])('%s offers none', async (_case, setUp) => {
  await predict(await draw({}, setUp));
  await act(async () => undefined);
  expect(offer()).toBeNull();
});

test('a model that runs on a server offers none', async () => {
  localStorage.setItem(
    'mutation-prediction.run-ms',
    JSON.stringify({ [modelEntry.digest]: 60_000 }),
  );
  const server = new FakeModelServer('server');
  const drawn = await draw({}, withLight(6600), undefined, server);
  await act(async () => undefined);
  expect(offer()).toBeNull();
  await mount(drawn);
});

test('damaged notes of earlier runs are as good as none', async () => {
  localStorage.setItem('mutation-prediction.run-ms', '[');
  const drawn = await draw({}, withLight(6600));
  expect(offer()).toBeNull();
  await predict(drawn);
  expect(await screen.findByRole('button', { name: OFFER })).toBeTruthy();
});
