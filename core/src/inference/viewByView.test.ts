import {
  fakeFusion,
  fakeTrunk,
  tensor,
  viewByViewFixture,
} from '../../../test/support/viewByViewFixture.js';
import { modelManifestSchema } from '../contract/modelManifest.js';
import type { ViewsRead } from './session.js';
import { heldTrunks, trunksInTurn } from './trunks.js';
import { viewByViewSession } from './viewByView.js';

const { manifest, graph } = viewByViewFixture();
const PIXELS = 16 * 16;

/** Three views, each of one value. */
const inputsOf = (...values: readonly [number, number, number]) => ({
  images: tensor([1, 3, 16, 16], ...values.flatMap((value) => Array<number>(PIXELS).fill(value))),
  patient: tensor([1, 3], 0.5, 0, 0),
});
const inputs = inputsOf(0.25, 0.5, 0.75);

function sessionWith(onRun?: (first: number) => void) {
  return viewByViewSession(manifest, graph, heldTrunks([fakeTrunk(onRun)]), fakeFusion());
}

test('views go through the trunk in their order, and what it found through the fusion', async () => {
  const read: number[] = [];
  const outputs = await sessionWith((first) => read.push(first)).run(inputs);
  expect(read).toEqual([0.25, 0.5, 0.75]);
  expect(outputs).toEqual({
    p: tensor([1, 2], 0.5, 0.25),
    alone: tensor([1, 3, 2], 0.25, 0.125, 0.5, 0.25, 0.75, 0.375),
    without: tensor([1, 3, 2], 0.25, 0.125, 0.5, 0.25, 0.75, 0.375),
    weights: tensor([2, 3, 1], 1, 1, 1, 1, 1, 1),
    maps: tensor([3, 1, 2, 2], ...[0.25, 0.5, 0.75].flatMap((v) => [v, v, v, v])),
  });
});

test('only what is asked for comes of the trunk', async () => {
  const outputs = await sessionWith().run(inputs, undefined, ['p', 'weights']);
  expect(outputs).not.toHaveProperty('maps');
  expect(outputs).toHaveProperty('p');
});

test('tells after each view but the last what it says alone, as the result will', async () => {
  const told: ViewsRead[] = [];
  const { alone } = await sessionWith().run(inputs, undefined, ['alone'], (read) =>
    told.push(read),
  );
  expect(told.map(({ done, total }) => [done, total])).toEqual([
    [1, 3],
    [2, 3],
  ]);
  for (const { done, viewProbabilities } of told) {
    expect(viewProbabilities!.data.slice(0, 2 * done)).toEqual(alone!.data.slice(0, 2 * done));
  }
});

test('is cancelled between two views', async () => {
  const controller = new AbortController();
  const read: number[] = [];
  const running = sessionWith((first) => {
    read.push(first);
    if (read.length === 2) controller.abort();
  }).run(inputs, controller.signal);
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(read).toEqual([0.25, 0.5]);
});

test('a run of the same views with other values reads no view again; other views are read', async () => {
  const read: number[] = [];
  const session = sessionWith((first) => read.push(first));
  await session.run(inputs);
  const { p } = await session.run({ ...inputs, patient: tensor([1, 3], 0, 0, 0) }, undefined, [
    'p',
  ]);
  expect(p).toEqual(tensor([1, 2], 0.25, 0.125));
  expect(read).toHaveLength(3);
  await session.run(inputsOf(0.25, 0.5, 0.75));
  expect(read).toHaveLength(6);
});

test('what a cancelled run read is not taken for all', async () => {
  const controller = new AbortController();
  const session = sessionWith(() => controller.abort());
  await expect(session.run(inputs, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect((await session.run(inputs)).p).toEqual(tensor([1, 2], 0.5, 0.25));
});

test('one trunk reads views that are alike once, trunks of their own each', async () => {
  const read: number[] = [];
  const alike = inputsOf(0.25, 0.25, 0.25);
  await sessionWith((first) => read.push(first)).run(alike);
  expect(read).toEqual([0.25]);

  const three = viewByViewFixture(3);
  const trunks = [1, 2, 3].map((scale) => fakeTrunk(undefined, scale));
  const own = viewByViewSession(three.manifest, three.graph, heldTrunks(trunks), fakeFusion());
  expect(
    (await own.run(alike, undefined, ['maps'])).maps!.data.filter((_, n) => n % 4 === 0),
  ).toEqual(Float32Array.of(0.25, 0.5, 0.75));
});

test('trunks in turn: one is open at a time, and the last until the session ends', async () => {
  const three = viewByViewFixture(3);
  const events: string[] = [];
  const trunks = trunksInTurn((view) => {
    events.push(`open ${view}`);
    return Promise.resolve(fakeTrunk(undefined, 1, () => events.push(`release ${view}`)));
  });
  const session = viewByViewSession(three.manifest, three.graph, trunks, fakeFusion());
  await session.run(inputs);
  expect(events).toEqual(['open 0', 'release 0', 'open 1', 'release 1', 'open 2']);
  await session.release();
  expect(events.at(-1)).toBe('release 2');
});

test('a trunk that gives something else is named', async () => {
  const other = { ...graph, trunk: { ...graph.trunk, features: ['median'] } };
  const session = viewByViewSession(manifest, other, heldTrunks([fakeTrunk()]), fakeFusion());
  await expect(session.run(inputs)).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringContaining('median'),
  });
});

test('a manifest has one trunk, or one for each plane', () => {
  const trunksOf = (count: number) =>
    modelManifestSchema.safeParse(viewByViewFixture(count).manifest);
  expect([1, 3].map((count) => trunksOf(count).success)).toEqual([true, true]);
  expect(trunksOf(2).error?.issues[0]).toMatchObject({
    path: ['graph', 'trunk', 'graphs'],
    message: expect.stringContaining('one for each plane'),
  });
  const noViews = { ...manifest, inputs: manifest.inputs.filter(({ kind }) => kind !== 'views') };
  expect(modelManifestSchema.safeParse(noViews).success).toBe(false);
});
