/**
 * The Open Inference Protocol as plainly as a server can speak it: shipped packages' graphs on ONNX
 * Runtime, and `echo`, whose outputs are its inputs. The suite is tried on it, so that what the suite
 * finds with other servers is about them.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, inflateSync } from 'node:zlib';
import {
  decodeInferRequest,
  encodeInferResponse,
  OpenInferenceError,
  tensorFrom,
  valuesOf,
  type InferRequest,
  type Message,
  type ModelMetadata,
  type Tensor,
} from 'open-inference-client';
import {
  openPackageSession,
  loadModelPackage,
  modelsDirectory,
} from '@mutation-prediction/server-adapter/inference';

export interface ReferenceServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Model {
  readonly metadata: ModelMetadata;
  run(request: InferRequest): Promise<readonly Tensor[]>;
  release(): Promise<void>;
}

/** Words and status of a refusal. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** @param packages whose graphs are served under their ids */
export async function startReferenceServer(packages: readonly string[]): Promise<ReferenceServer> {
  const models = new Map<string, Model>([['echo', ECHO]]);
  for (const id of packages) models.set(id, await openGraph(id));
  const server = createServer((request, response) => {
    void answer(models, request).then(({ headers, body, status = 200 }) =>
      response.writeHead(status, { ...CORS, ...headers }).end(body),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      for (const model of models.values()) await model.release();
    },
  };
}

async function answer(
  models: ReadonlyMap<string, Model>,
  request: IncomingMessage,
): Promise<Omit<Message, 'body'> & { body: Uint8Array | string; status?: number }> {
  const json = (value: unknown, status = 200) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  try {
    if (request.method === 'OPTIONS') return json({});
    const body = uncompressed(request.headers, await buffer(request));
    const [, , what, name = '', ...rest] = request.url!.split('/');
    if (what === undefined)
      return json({ name: 'reference', version: '1', extensions: EXTENSIONS });
    if (what === 'health') return json({});
    const model = models.get(decodeURIComponent(name));
    if (what !== 'models' || !model) throw new Refusal(404, `no model ${name}`);
    if (rest[0] === 'versions' && rest.splice(0, 2)[1] !== '1')
      throw new Refusal(404, 'no version');
    if (rest[0] === 'ready') return json({});
    if (rest[0] !== 'infer') return json(model.metadata);
    return await infer(model, request.headers, body);
  } catch (error) {
    return json({ error: (error as Error).message }, statusOf(error));
  }
}

/** Pages of any origin may ask, and read what the protocol and HTTP say in headers. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'inference-header-content-length, retry-after',
};

const EXTENSIONS = ['binary_tensor_data'];

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  return error instanceof OpenInferenceError && error.kind !== 'server' ? 400 : 500;
}

function uncompressed(headers: IncomingHttpHeaders, body: Buffer): Uint8Array {
  const encoding = headers['content-encoding'];
  if (encoding === 'gzip') return gunzipSync(body);
  if (encoding === 'deflate') return inflateSync(body);
  return body;
}

async function infer(
  model: Model,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
): Promise<Message> {
  const { request, binaryOutputs } = decodeInferRequest(headers, body);
  const outputs = await model.run(request);
  const wanted = request.outputs ?? outputs.map(({ name }) => name);
  const response = {
    modelName: model.metadata.name,
    modelVersion: '1',
    ...(request.id !== undefined && { id: request.id }),
    outputs: outputs.filter(({ name }) => wanted.includes(name)),
  };
  return encodeInferResponse(response, binaryOutputs);
}

const ECHO: Model = {
  metadata: { name: 'echo', versions: ['1'], platform: 'test', inputs: [], outputs: [] },
  run: async ({ inputs }) => inputs,
  release: async () => undefined,
};

async function openGraph(id: string): Promise<Model> {
  const { manifest, network } = await loadModelPackage(id, modelsDirectory());
  const session = await openPackageSession({ manifest, network });
  const floats = (tensors: typeof session.inputs) =>
    tensors.map(({ name, shape }) => ({ name, datatype: 'FP32' as const, shape }));
  const metadata: ModelMetadata = {
    name: id,
    versions: ['1'],
    platform: 'onnxruntime',
    inputs: floats(session.inputs),
    outputs: floats(session.outputs),
  };
  return {
    metadata,
    run: async ({ inputs }) => {
      const feeds = metadata.inputs.map(({ name, shape }) => {
        const input = inputs.find((tensor) => tensor.name === name);
        if (!input) throw new Refusal(400, `no input ${name}`);
        if (String(input.shape) !== String(shape)) {
          throw new Refusal(400, `${name} is [${input.shape}], not [${shape}]`);
        }
        return [name, { data: valuesOf(input, 'FP32'), dims: shape }] as const;
      });
      const outputs = await session.run(Object.fromEntries(feeds));
      return Object.entries(outputs).map(([name, { data, dims }]) =>
        tensorFrom(name, 'FP32', dims, data),
      );
    },
    release: () => session.release(),
  };
}
