/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen, within } from '@testing-library/react';
import { button, draw, predict } from '../testing/drawPanel.js';
import type { Drawn } from '../testing/drawPanel.js';
import { FakeModelServer } from '../testing/fakeModelServer.js';
import { modelEntry } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const where = () => screen.getByRole('combobox', { name: 'Where' });
/** What is read with the choice. */
const why = () =>
  document.getElementById(where().getAttribute('aria-describedby')!)!.textContent ?? '';
const settle = () => act(async () => undefined);

async function drawServed(
  place: FakeModelServer['place'],
  setUp: (server: FakeModelServer) => void = () => undefined,
): Promise<Drawn & { readonly server: FakeModelServer }> {
  const server = new FakeModelServer(place);
  setUp(server);
  const drawn = await draw({}, undefined, undefined, server);
  await settle();
  return { ...drawn, server };
}

const down = new MutationPredictionError('server-unreachable.silent', {
  server: 'gpu.example.org',
});
const named = (id: string, name: string) => ({
  url: `/${id}`,
  model: { ...modelEntry, manifest: { ...modelEntry.manifest, id, name } },
});

test('a site without a server asks nobody where', async () => {
  await draw();
  expect(screen.queryByRole('combobox', { name: 'Where' })).toBeNull();
});

describe('by itself', () => {
  test('it is the server where this computer has no graphics processor, and why is read with it', async () => {
    const { server, modelHost, ...drawn } = await drawServed('auto');
    expect(where()).toHaveProperty('value', 'auto');
    expect(why()).toMatch(
      /^The server\. This browser offers no WebGPU adapter\..*no name, ID or date\.$/,
    );
    screen.getByText('Runs on the server gpu.example.org');
    await predict({ server, modelHost, ...drawn } as Drawn);
    expect([server.models.runs, modelHost.runs]).toEqual([1, 0]);
  });

  test('it is this computer where it has one', async () => {
    const { server, modelHost, ...drawn } = await drawServed('auto', (there) => {
      there.better = { place: 'here' };
    });
    expect(why()).toBe('This computer, on its graphics processor.');
    await predict({ server, modelHost, ...drawn } as Drawn);
    expect([server.models.runs, modelHost.runs]).toEqual([0, 1]);
  });

  test('it is this computer while the server is down, and that is said', async () => {
    await drawServed('auto', (there) => {
      there.better = { place: 'here', error: down };
    });
    expect(why()).toMatch(/^This computer\. The server gpu\.example\.org does not answer/);
    screen.getByText('Runs on WebGPU, Intel Iris Xe');
  });

  test('nothing can be run before it is known, and a later choice outdoes it', async () => {
    const { server, user } = await drawServed('auto', (there) => {
      there.holds = true;
    });
    expect(why()).toBe('Looking for the better place…');
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
    await user.selectOptions(where(), 'This computer');
    server.decide();
    await settle();
    screen.getByText('Runs on WebGPU, Intel Iris Xe');
  });
});

test('the models are those of the place, and the one that was chosen stays, if it is there', async () => {
  const { user } = await drawServed('here', ({ models }) => {
    models.packages = [named('big', 'Nine trunks'), named('mmdl-demo', 'MMDL nine views')];
  });
  expect(screen.queryByRole('combobox', { name: 'Model' })).toBeNull();
  await user.selectOptions(where(), 'Server gpu.example.org');
  const models = screen.getByRole('combobox', { name: 'Model' });
  expect(within(models).getAllByRole('option')).toHaveLength(2);
  expect(models).toHaveProperty('value', 'mmdl-demo');
});

test('a card is that of the place', async () => {
  const { user, server } = await drawServed('server');
  server.models.cardText = 'The card of the server.';
  await user.click(button('About model'));
  await screen.findByText('The card of the server.', {}, { timeout: 20_000 });
});

test('a dialog closes with Esc, which the viewer never hears of, and the focus returns', async () => {
  const { user } = await drawServed('server');
  await user.click(button('About model'));
  await screen.findByRole('dialog', {}, { timeout: 20_000 });
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(event.key);
  document.addEventListener('keydown', listen);
  button('Close').focus();
  await user.keyboard('{Escape}');
  document.removeEventListener('keydown', listen);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(heard).toEqual([]);
  expect(document.activeElement).toBe(button('About model'));
});

test('a model that cannot be listed is not replaced by another one unasked', async () => {
  const { user } = await drawServed('server', ({ models }) => {
    models.packages = [{ url: '/best', error: down }, named('other', 'Another model')];
  });
  screen.getByText(/Another one is not taken unasked/);
  expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  screen.getByText('Choose a model first.');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Model' }), 'Another model 0.1.0');
  expect(button('Predict').getAttribute('aria-disabled')).toBe('false');
});

test('a run on the server tells its stages, and its place in the queue', async () => {
  const { user, server } = await drawServed('server', ({ models }) => {
    models.holds = true;
  });
  await user.click(button('Predict'));
  const { progress, finish } = server.models;
  const status = () => screen.getAllByRole('status').at(-1)!.textContent;
  const bar = () => screen.getByRole('progressbar').getAttribute('aria-valuetext');
  const stages = [
    [{ stage: 'send' }, 'Sending it to the server'],
    [{ stage: 'queue', place: 2 }, 'In the server’s queue, place 2'],
    [{ stage: 'queue' }, 'Waiting for the server'],
    [{ stage: 'run' }, 'Running the network'],
    [{ stage: 'receive' }, 'Receiving the result'],
  ] as const;
  for (const [stage, words] of stages) {
    act(() => progress(stage));
    expect([bar(), status()]).toEqual([words, words]);
  }
  act(() => finish());
  await screen.findByText('What the network saw');
});

test('Cancel ends the run there', async () => {
  const { user, server } = await drawServed('server', ({ models }) => {
    models.holds = true;
  });
  await user.click(button('Predict'));
  act(() => server.models.progress({ stage: 'queue', place: 2 }));
  await user.click(button('Cancel'));
  expect(server.models.lastSignal?.aborted).toBe(true);
  expect(screen.queryByRole('button', { name: 'Run here instead' })).toBeNull();
});

describe('a run that the server does not do', () => {
  async function failed(error: MutationPredictionError, setUp?: (s: FakeModelServer) => void) {
    const drawn = await drawServed('server', (server) => {
      server.models.holds = true;
      setUp?.(server);
    });
    await drawn.user.click(button('Predict'));
    act(() => drawn.server.models.fail(error));
    await settle();
    return drawn;
  }

  test.each([
    [down, /does not answer/],
    [
      new MutationPredictionError('server-busy.full', { server: 'gpu.example.org' }),
      /has too much to do/,
    ],
    [
      new MutationPredictionError('server-refused.unknown-user', { server: 'gpu.example.org' }),
      /does not know who you are/,
    ],
  ])('runs nowhere else (%s), until it is told to', async (error, words) => {
    const { user, server, modelHost } = await failed(error);
    within(document.getElementById('mp-run-status')!).getByText(words);
    expect(modelHost.runs).toBe(0);
    await user.click(button('Run here instead'));
    await screen.findByText('What the network saw');
    expect([server.models.runs, modelHost.runs]).toEqual([1, 1]);
    // And it is plain that the next one does so, too.
    expect(where()).toHaveProperty('value', 'here');
  });

  test('runs no other model here, where this one is not', async () => {
    const { user, modelHost } = await failed(down, ({ models }) => {
      models.packages = [named('big', 'Nine trunks')];
    });
    await user.click(button('Run here instead'));
    screen.getByText('This computer does not have the model Nine trunks.');
    expect(screen.queryByRole('button', { name: 'Run here instead' })).toBeNull();
    expect(modelHost.runs).toBe(0);
  });

  test('for it has another version by now, has its models read again', async () => {
    const { user, server } = await drawServed('server', ({ models }) => {
      models.holds = true;
    });
    await user.click(button('Predict'));
    server.models.packages = [named('mmdl-demo', 'MMDL of now')];
    act(() =>
      server.models.fail(
        new MutationPredictionError('model-changed.other-version', { model: 'mmdl-demo' }),
      ),
    );
    await settle();
    screen.getByText('MMDL of now');
    expect(server.models.runs).toBe(1);
  });
});

test('a server that does not tell its models is not left for this computer unasked', async () => {
  const { user, modelHost } = await drawServed('server', ({ models }) => {
    models.unlisted = new MutationPredictionError('server-refused.unknown-user', {
      server: 'gpu.example.org',
    });
  });
  screen.getByText('The server gpu.example.org does not know who you are.');
  expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  await user.click(button('Run here instead'));
  screen.getByText('MMDL nine views');
  // There was no run to be repeated.
  expect(modelHost.runs).toBe(0);
});

test('a result stays current when the same model runs elsewhere', async () => {
  const { user, ...drawn } = await drawServed('server');
  await predict({ user, ...drawn } as Drawn);
  await user.selectOptions(where(), 'This computer');
  expect(screen.queryByText(/Out of date/)).toBeNull();
  button('Save report');
});

test('all of it by keyboard', async () => {
  const { user, server } = await drawServed('server', ({ models }) => {
    models.holds = true;
  });
  where().focus();
  await user.tab();
  expect(document.activeElement).toBe(button('About model'));
  await user.tab();
  expect(document.activeElement).toBe(button('Predict'));
  await user.keyboard('{Enter}');
  act(() => server.models.fail(down));
  await settle();
  await user.tab();
  expect(document.activeElement).toBe(button('Run here instead'));
});
