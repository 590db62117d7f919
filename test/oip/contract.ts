/**
 * What a server of the Open Inference Protocol must do, asked through our client: ours, and those of
 * others, with the same words. The oracle of what the models compute is PyTorch's golden output.
 */
import { jest } from '@jest/globals';
import {
  OpenInferenceClient,
  tensorFrom,
  valuesOf,
  type Compression,
  type InferRequest,
  type InferResponse,
  type OpenInferenceClientOptions,
  type Tensor,
  type TensorForm,
} from 'open-inference-client';
import { tensorDims } from '@mutation-prediction/core';
import { loadModelPackage, modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { goldenModel, hashedTensor, largestDifferences } from '../support/goldenModel.js';

/** A server under test; where it differs from others, in what the protocol leaves open. */
export interface OipPeer {
  /** Package ids of the models that are asked, each with a golden model. */
  readonly packages: readonly string[];
  /** What the server calls a package's graph; the id unless said. */
  readonly modelName?: (packageId: string) => string;
  readonly tensors?: TensorForm;
  readonly compressions: readonly Compression[];
  /** Whether a bad request is answered with 4xx and `error`, as the protocol says. */
  readonly isExact: boolean;
  /** The server's address, once it runs. */
  readonly url: () => string;
  readonly headers?: () => Record<string, string>;
}

export function describeContract(name: string, peer: OipPeer): void {
  const { packages, modelName = (id: string) => id, tensors = 'binary' } = peer;
  const connect = (options: Partial<OpenInferenceClientOptions> = {}) =>
    new OpenInferenceClient({
      url: peer.url(),
      headers: peer.headers ?? (() => ({})),
      tensors,
      ...options,
    });
  const [first] = packages as [string];
  const model = modelName(first);
  const badRequest = peer.isExact ? /^invalid$/ : /^(invalid|server)$/;

  // Some servers take seconds for megabytes of tensors.
  jest.setTimeout(60_000);

  describe(name, () => {
    let client: OpenInferenceClient;
    beforeAll(() => {
      client = connect();
    });

    test('is live and ready, and says what it is', async () => {
      expect(await client.serverLive()).toBe(true);
      expect(await client.serverReady()).toBe(true);
      const { name: called, extensions } = await client.serverMetadata();
      expect(called).not.toBe('');
      if (peer.isExact) expect(extensions).toContain('binary_tensor_data');
    });

    test('has the models ready, and knows of no other', async () => {
      for (const id of packages) expect(await client.modelReady(modelName(id))).toBe(true);
      expect(await client.modelReady('no-such-model')).toBe(false);
      await expect(client.modelMetadata('no-such-model')).rejects.toMatchObject({
        kind: expect.stringMatching(/^(not-found|invalid)$/),
        message: expect.stringMatching(/./),
      });
    });

    test.each(packages)('describes %s as its package does', async (id) => {
      const golden = goldenModel(id)!;
      const { name: called, inputs, outputs } = await client.modelMetadata(modelName(id));
      expect(called).toBe(modelName(id));
      expect(inputs.map((input) => input.name).sort()).toEqual([...golden.inputs].sort());
      expect(new Set(inputs.map(({ datatype }) => datatype))).toEqual(new Set(['FP32']));
      expect(outputs.map((output) => output.name)).toEqual(
        expect.arrayContaining(Object.keys(golden.outputs)),
      );
    });

    test.each(packages)('computes of %s what PyTorch computes', async (id) => {
      const golden = goldenModel(id)!;
      const response = await client.infer(modelName(id), {
        id: 'golden',
        inputs: await inputsOf(id),
        outputs: Object.keys(golden.outputs),
      });
      expect(response.modelName).toBe(modelName(id));
      expect(response.id ?? 'golden').toBe('golden');
      expect(response.outputs.map((output) => output.name).sort()).toEqual(
        Object.keys(golden.outputs).sort(),
      );
      const found = Object.fromEntries(
        response.outputs.map((output) => [
          output.name,
          { data: valuesOf(output, 'FP32'), dims: output.shape },
        ]),
      );
      const differences = Object.values(largestDifferences(found, golden));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1e-4);
    });

    test('answers with the named outputs only, and with all where none is named', async () => {
      const inputs = await inputsOf(first);
      const named = await client.infer(model, { inputs, outputs: ['probabilities'] });
      expect(named.outputs.map((output) => output.name)).toEqual(['probabilities']);
      const all = await client.infer(model, { inputs });
      expect(all.outputs.map((output) => output.name)).toEqual(
        expect.arrayContaining(Object.keys(goldenModel(first)!.outputs)),
      );
      expect(probabilities(all)).toEqual(probabilities(named));
    });

    test('gives the same numbers however the tensors travel', async () => {
      const request = { inputs: await inputsOf(first), outputs: ['probabilities'] };
      const plain = await client.infer(model, request);
      const asJson = await connect({ tensors: 'json' }).infer(model, request);
      expect(probabilities(asJson)).toEqual(probabilities(plain));
      for (const compression of peer.compressions) {
        const compressed = await connect({ compression }).infer(model, request);
        expect(probabilities(compressed)).toEqual(probabilities(plain));
      }
    });

    test('runs the version that is asked for, and no other', async () => {
      const { versions = [] } = await client.modelMetadata(model);
      const request = { inputs: await inputsOf(first), outputs: ['probabilities'] };
      const plain = await client.infer(model, request);
      for (const version of versions) {
        const { modelVersion = version, outputs } = await client.infer(model, request, { version });
        expect(modelVersion).toBe(version);
        expect(outputs).toEqual(plain.outputs);
      }
      await expect(client.infer(model, request, { version: '404' })).rejects.toMatchObject({
        kind: expect.stringMatching(/^(not-found|invalid|server)$/),
      });
    });

    test('gives each of many at once its own answer', async () => {
      const requests: InferRequest[] = await Promise.all(
        Array.from({ length: 8 }, async (_, n) => ({
          id: `run-${n}`,
          inputs: await inputsOf(first, n),
          outputs: ['probabilities'],
        })),
      );
      const together = await Promise.all(requests.map((request) => client.infer(model, request)));
      expect(new Set(together.map((response) => probabilities(response).join())).size).toBe(8);
      for (const [n, request] of requests.entries()) {
        const alone = await client.infer(model, request);
        const [p] = probabilities(alone);
        expect(probabilities(together[n]!)[0]).toBeCloseTo(p!, 6);
      }
    });

    test('refuses an unknown model', async () => {
      await expect(
        client.infer('no-such-model', { inputs: await inputsOf(first) }),
      ).rejects.toMatchObject({ kind: 'not-found', message: expect.stringMatching(/./) });
    });

    test.each([
      ['an input of another shape', (input: Tensor) => [{ ...input, shape: [1, ...input.shape] }]],
      ['an input of another name', (input: Tensor) => [{ ...input, name: 'no-such-input' }]],
      [
        'an input of another datatype',
        ({ shape, ...input }: Tensor) => [
          tensorFrom(input.name, 'INT32', shape, new Int32Array(input.data.byteLength / 4)),
        ],
      ],
      ['no input', () => []],
    ])('refuses %s', async (_, change) => {
      const [input, ...others] = await inputsOf(first);
      await expect(
        client.infer(model, { inputs: [...change(input!), ...others] }),
      ).rejects.toMatchObject({
        kind: expect.stringMatching(badRequest),
        message: expect.stringMatching(/./),
      });
    });

    describe('a hostile message is refused in words, and the server lives on', () => {
      const head = '{"inputs":[{"name":"x","datatype":"FP32","shape":[4],"parameters":%}]}';
      const sized = (size: unknown) =>
        head.replace('%', JSON.stringify({ binary_data_size: size }));

      test.each<[string, string, string | undefined]>([
        ['no JSON', '{', undefined],
        ['a list', '[]', undefined],
        ['a head beyond the body', '{"inputs":[]}', '99'],
        ['a head below 0', '{"inputs":[]}', '-1'],
        ['a head that is no number', '{"inputs":[]}', 'many'],
        ['a tensor beyond the body', sized(16), String(sized(16).length)],
        ['a tensor of a size below 0', sized(-16), String(sized(-16).length)],
      ])('%s', async (_, body, headLength) => {
        const response = await fetch(`${peer.url()}/v2/models/${model}/infer`, {
          method: 'POST',
          headers: {
            ...peer.headers?.(),
            ...(headLength !== undefined && { 'inference-header-content-length': headLength }),
          },
          body,
        });
        const said = await response.text();
        expect(response.ok).toBe(false);
        if (peer.isExact) {
          expect(response.status).toBe(400);
          expect(JSON.parse(said)).toEqual({ error: expect.stringMatching(/./) });
        }
        expect(await client.serverLive()).toBe(true);
        expect(await client.modelReady(model)).toBe(true);
      });
    });

    test('answers others while and after a call is cancelled', async () => {
      const request = { inputs: await inputsOf(first), outputs: ['probabilities'] };
      const controller = new AbortController();
      const cancelled = client.infer(model, request, { signal: controller.signal });
      const other = client.infer(model, request);
      controller.abort();
      await expect(cancelled).rejects.toMatchObject({ kind: 'cancelled' });
      expect(probabilities(await client.infer(model, request))).toEqual(probabilities(await other));
    });

    test('does not mind a deadline that it can keep', async () => {
      const request = { inputs: await inputsOf(first), outputs: ['probabilities'] };
      const { outputs } = await client.infer(model, request, { deadlineMs: 60_000 });
      expect(outputs).toHaveLength(1);
    });
  });
}

/** The golden inputs of a package, or others that are like them. */
async function inputsOf(id: string, variant = 0): Promise<Tensor[]> {
  const { manifest } = await loadModelPackage(id, modelsDirectory());
  return manifest.inputs.map((input, n) => {
    const { data, dims } = hashedTensor(tensorDims(input), n + 100 * variant);
    return tensorFrom(input.tensor, 'FP32', dims, data);
  });
}

function probabilities({ outputs }: InferResponse): readonly number[] {
  const output = outputs.find(({ name }) => name === 'probabilities')!;
  return [...valuesOf(output, 'FP32')];
}
