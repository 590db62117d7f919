import {
  cohortCase,
  cropVolume,
  preparePrediction,
  remotePredictor,
  tensorDims,
} from '@mutation-prediction/core';
import { loadModelPackage, modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { tensorFrom } from 'open-inference-client';

export const MODEL = 'mmdl-demo';

/** Random views: one request of the plain tensor model, and the same for a session here. */
export async function graphRequest() {
  const { manifest, network } = await loadModelPackage(MODEL, modelsDirectory());
  const inputs = manifest.inputs.map((input) => {
    const dims = tensorDims(input);
    const count = dims.reduce((product, length) => product * length, 1);
    return { name: input.tensor, dims, data: Float32Array.from({ length: count }, Math.random) };
  });
  return {
    manifest,
    network,
    feeds: Object.fromEntries(inputs.map(({ name, data, dims }) => [name, { data, dims }])),
    request: {
      inputs: inputs.map(({ name, data, dims }) => tensorFrom(name, 'FP32', dims, data)),
      outputs: [manifest.outputs.probabilities],
    },
  };
}

/** One lesion: what a predictor is asked, and what of it goes to a server's pipeline. */
export async function pipelineRequest() {
  const model = await loadModelPackage(MODEL, modelsDirectory());
  const { ct, mask } = cohortCase(1, 0);
  const prepared = await preparePrediction(
    { grid: ct.grid, acquisition: {}, readRegion: async (box) => cropVolume(ct, box) },
    mask,
    {
      label: 'Lesion',
      trackingUid: '2.25.1',
      segmentation: { kind: 'nifti', segmentNumber: 1 },
    },
    {},
    model.manifest,
  );
  // No check is to keep the model from running.
  const asked = { ...prepared, showWithheld: true };
  return { model, asked, request: await sentFor(asked, model) };
}

function sentFor(asked, model) {
  return new Promise((resolve, reject) => {
    const infer = (_model, call) => {
      resolve(call);
      return Promise.reject(new Error('It is only looked at.'));
    };
    remotePredictor({ infer }, model, 'bench').predict(asked).catch(reject);
  });
}
