import { createHash } from 'node:crypto';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { pipelineParameters, readRemoteModel } from './remoteModel.js';
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
