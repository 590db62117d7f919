import { FakeBackend, fakeModel } from '../../../../test/support/fakeBackend.js';
import { startFakeServer, stopFakeServers } from '../../../../test/support/fakeServer.js';
import { onModelChanges, type ModelChange } from './modelChanges.js';

afterEach(stopFakeServers);

const a = fakeModel('a', { digest: 'sha256:1' });

test('each change is told once, those of models that are being loaded not', () => {
  const backend = new FakeBackend();
  backend.served = [a, fakeModel('b', { state: 'loading', digest: '' })];
  const told: ModelChange[] = [];
  const end = onModelChanges(backend, (change) => told.push(change));
  backend.change(backend.served);
  const broken = { state: 'failed', digest: '', reason: 'It is damaged.' } as const;
  backend.change([fakeModel('a', { digest: 'sha256:2' }), fakeModel('b', broken)]);
  backend.change([fakeModel('b', broken)]);
  end();
  backend.change([]);
  expect(told).toEqual([
    { model: 'a', digest: 'sha256:1', state: 'ready' },
    { model: 'a', digest: 'sha256:2', state: 'ready' },
    { model: 'b', ...broken },
    { model: 'a', digest: 'sha256:2', state: 'removed' },
  ]);
});

test('the log says why a model cannot be asked', async () => {
  const { backend, log } = await startFakeServer();
  backend.change([a, fakeModel('b', { state: 'failed', digest: '', reason: 'It is damaged.' })]);
  const lines = log()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'model');
  expect(lines.slice(-5)).toMatchObject([
    { level: 30, model: 'a', state: 'ready' },
    { level: 40, model: 'b', state: 'failed', reason: 'It is damaged.' },
    ...['echo', 'slow', 'broken'].map((model) => ({ model, state: 'removed' })),
  ]);
});
