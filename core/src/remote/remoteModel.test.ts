import { createHash } from 'node:crypto';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { listRemoteModels, pipelineParameters, readRemoteModel } from './remoteModel.js';
import type { InferenceTransport } from './transport.js';

// As written by hand: the digest is of these bytes, not of any JSON that says the same.
const text = JSON.stringify(manifestFixture(), undefined, 3);
const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;

const asking = (metadata: () => ReturnType<InferenceTransport['modelMetadata']>) =>
  readRemoteModel(
    { infer: () => Promise.reject(new Error('Nobody asked.')), modelMetadata: metadata },
    'fixture',
    'gpu.example.org',
  );

test('a server says what its model is, to the byte', async () => {
  const parameters = pipelineParameters(text, digest);
  expect(await asking(() => Promise.resolve({ parameters }))).toEqual({
    manifest: manifestFixture(),
    digest,
    bytes: new TextEncoder().encode(text),
  });
});

test('and with it whose it is, and its card', async () => {
  const parameters = pipelineParameters(text, digest, { signature: 'signed', card: '# Fixture' });
  expect(await asking(() => Promise.resolve({ parameters }))).toMatchObject({
    signature: 'signed',
    card: '# Fixture',
  });
});

test('a card that is not the one that model.json names is left out', async () => {
  const card = '# Fixture';
  const sha256 = createHash('sha256').update(card).digest('hex');
  const named = JSON.stringify({
    ...manifestFixture(),
    card: { path: 'card.md', size: 9, sha256 },
  });
  const digestOf = `sha256:${createHash('sha256').update(named).digest('hex')}`;
  const read = (told: string) =>
    asking(() =>
      Promise.resolve({ parameters: pipelineParameters(named, digestOf, { card: told }) }),
    );
  expect(await read(card)).toMatchObject({ card });
  expect(await read('# Figment')).not.toHaveProperty('card');
});

describe('a server’s list', () => {
  const models: Record<string, Record<string, string> | Error> = {
    fixture: pipelineParameters(text, digest),
    'fixture.graph': { model_digest: digest },
    other: {},
    changed: pipelineParameters(text, `sha256:${'0'.repeat(64)}`),
    gone: Object.assign(new Error('no such model'), { kind: 'not-found' }),
  };
  const listing = (index: () => Promise<readonly { readonly name: string }[]>) =>
    listRemoteModels(
      {
        infer: () => Promise.reject(new Error('Nobody asked.')),
        repositoryIndex: index,
        modelMetadata: (id) => {
          const parameters = models[id]!;
          return parameters instanceof Error
            ? Promise.reject(parameters)
            : Promise.resolve({ parameters });
        },
      },
      'gpu.example.org',
    );

  test('holds its pipelines once each, and why one cannot be used', async () => {
    const names = ['fixture', 'fixture', ...Object.keys(models)].map((name) => ({ name }));
    expect(await listing(() => Promise.resolve(names))).toMatchObject([
      { id: 'fixture', model: { digest } },
      { id: 'changed', error: { code: 'model-unavailable' } },
      { id: 'gone', error: { code: 'model-unavailable' } },
    ]);
  });

  test.each([
    ['not-found', 'model-unavailable', /does not tell which models it has/],
    ['unauthorised', 'server-refused', /does not know who you are/],
    ['refused', 'server-refused', /does not allow you to use it/],
    ['server', 'server-unreachable', /no usable answer/],
  ])('that fails (%s) says why', async (kind, code, message) => {
    const error = Object.assign(new Error('no'), { kind, status: 500 });
    await expect(listing(() => Promise.reject(error))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('that fails by a defect stays a defect', async () => {
    const error = new TypeError('a defect');
    await expect(listing(() => Promise.reject(error))).rejects.toBe(error);
  });
});

test.each([
  ['says nothing', {}],
  ['gives another digest', pipelineParameters(text, `sha256:${'0'.repeat(64)}`)],
  [
    'tells of another model',
    (() => {
      const other = JSON.stringify({ ...manifestFixture(), id: 'other' });
      const sha256 = createHash('sha256').update(other).digest('hex');
      return pipelineParameters(other, `sha256:${sha256}`);
    })(),
  ],
])('a server that %s has no such model', async (_, parameters) => {
  await expect(asking(() => Promise.resolve({ parameters }))).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringContaining('gpu.example.org') as string,
  });
});

test('what is no manifest is refused as one', async () => {
  const parameters = pipelineParameters('{}', digest);
  await expect(asking(() => Promise.resolve({ parameters }))).rejects.toMatchObject({
    code: 'model-invalid',
  });
});

test('a server that cannot be asked is one that cannot be reached', async () => {
  const error = Object.assign(new Error('refused'), { kind: 'network' });
  await expect(asking(() => Promise.reject(error))).rejects.toMatchObject({
    code: 'server-unreachable',
  });
});
