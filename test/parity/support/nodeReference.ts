import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FloatTensor, ModelSession, PredictionRequest } from '@mutation-prediction/core';
import { parseModelManifest, predict, verifyModelFile } from '@mutation-prediction/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { builtExtension } from './pluginServer.js';

const packageFolder = path.join(builtExtension, 'models/mmdl-demo');

export async function readPackage() {
  const file = path.join(packageFolder, 'model.json');
  return parseModelManifest(new Uint8Array(await readFile(file)), file);
}

export interface Outcome {
  /** SHA-256 of the views' HU, little-endian float32. */
  readonly viewsSha256: string;
  readonly probabilities: readonly number[];
}

/** The same request by the same core, with ONNX Runtime's native CPU build in place of the browser's. */
export async function predictInNode(request: PredictionRequest): Promise<Outcome> {
  const { manifest, digest } = await readPackage();
  const bytes = new Uint8Array(await readFile(path.join(packageFolder, manifest.graph.path)));
  await verifyModelFile(bytes, manifest.graph);
  const session = await openNodeSession(bytes);
  const { prediction, views } = await predict(request, { manifest, digest, session });
  await session.release();
  return {
    viewsSha256: createHash('sha256').update(new Uint8Array(views.hu.buffer)).digest('hex'),
    probabilities: prediction.targets.map((target) => target.probability),
  };
}

async function openNodeSession(bytes: Uint8Array): Promise<ModelSession> {
  const session = await InferenceSession.create(bytes);
  return {
    device: { runtime: 'onnxruntime-node', runtimeVersion: '', backend: 'cpu', name: 'processor' },
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, dims }]) => [
          name,
          new Tensor('float32', data, [...dims]),
        ]),
      );
      const outputs = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data, dims }]): [string, FloatTensor] => [
          name,
          { data: data as Float32Array, dims },
        ]),
      );
    },
    release: () => session.release(),
  };
}
