/** @jest-environment ./test/support/nodeEnvironment.mjs */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { graphsOf, tensorDims } from '@mutation-prediction/core';
import { goldenModel } from '../../../test/support/goldenModel.js';
import { loadModelPackage, modelsDirectory, packageIds } from '../inference/index.js';
import { writeTritonRepository } from './writeTritonRepository.js';

const models = modelsDirectory();
const SERVING = { instances: 1, queueSize: 16, queueSeconds: 30 };

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'triton-repository-'));
  out = path.join(folder, 'below', 'repository');
});
afterEach(() => rm(folder, { recursive: true }));

const python = process.env['MP_PYTHON'] ?? 'python3';
const hasTritonclient =
  spawnSync(python, ['-c', 'import tritonclient, google.protobuf']).status === 0;
if (!hasTritonclient) {
  process.stderr.write('skipped: no python with tritonclient and protobuf (MP_PYTHON)\n');
}

/** A configuration as NVIDIA's protobuf reads it. */
function readByProtobuf(id: string): Record<string, unknown> {
  const script = 'test/oip/read_triton_config.py';
  const { stdout, stderr } = spawnSync(python, [script, path.join(out, id, 'config.pbtxt')], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('every package is there, as it was verified, for every user to read', async () => {
  const ids = await writeTritonRepository({ models, out, ...SERVING });
  expect(ids).toEqual(await packageIds(models));
  expect((await readdir(out)).sort()).toEqual(ids);
  for (const id of ids) {
    const { manifest } = await loadModelPackage(id, models);
    expect((await readdir(path.join(out, id))).sort()).toEqual(['1', 'config.pbtxt']);
    const graph = await readFile(path.join(out, id, '1/model.onnx'));
    expect(createHash('sha256').update(graph).digest('hex')).toBe(
      graphsOf(manifest.graph)[0]!.sha256,
    );
  }
  const { mode } = await stat(out);
  expect(mode & 0o777).toBe(0o777 & ~process.umask());
  expect(await readdir(path.dirname(out))).toEqual(['repository']);
});

test('a configuration, word for word', async () => {
  await writeTritonRepository({ models, ids: ['clinical-tcia'], out, ...SERVING });
  const { manifest, digest } = await loadModelPackage('clinical-tcia', models);
  expect(await readFile(path.join(out, 'clinical-tcia/config.pbtxt'), 'utf8'))
    .toBe(`name: "clinical-tcia"
backend: "onnxruntime"
default_model_filename: "model.onnx"
max_batch_size: 0
input {
  name: "clinical"
  data_type: TYPE_FP32
  dims: [ 1, 3 ]
}
output {
  name: "probabilities"
  data_type: TYPE_FP32
  dims: [ 1, 2 ]
}
instance_group {
  kind: KIND_CPU
  count: 1
}
dynamic_batching {
  default_queue_policy {
    timeout_action: REJECT
    default_timeout_microseconds: 30000000
    allow_timeout_override: true
    max_queue_size: 16
  }
}
model_warmup {
  name: "zeros"
  batch_size: 1
  inputs {
    key: "clinical"
    value {
      data_type: TYPE_FP32
      dims: [ 1, 3 ]
      zero_data: true
    }
  }
}
parameters {
  key: "package_version"
  value {
    string_value: "${manifest.version}"
  }
}
parameters {
  key: "package_digest"
  value {
    string_value: "${digest}"
  }
}
parameters {
  key: "graph_sha256"
  value {
    string_value: "${graphsOf(manifest.graph)[0]!.sha256}"
  }
}
`);
});

test('a network in parts is refused, and nothing is written', async () => {
  const parts = { models: path.resolve('test/golden/view-by-view'), ids: ['views-shared'] };
  await expect(writeTritonRepository({ ...parts, out, ...SERVING })).rejects.toMatchObject({
    code: 'model-invalid',
    advice: expect.stringContaining('--whole'),
  });
  await expect(stat(out)).rejects.toThrow();
});

(hasTritonclient ? describe : describe.skip)("NVIDIA's protobuf", () => {
  test.each(['mmdl-demo', 'deep-radscore-demo'])(
    "reads the tensors of %s that PyTorch's export names",
    async (id) => {
      await writeTritonRepository({ models, ids: [id], out, ...SERVING });
      const { manifest } = await loadModelPackage(id, models);
      const tensor = (name: string, dims: readonly number[]) => ({
        name,
        data_type: 'TYPE_FP32',
        dims: dims.map(String),
      });
      const { input, output } = readByProtobuf(id);
      expect(input).toEqual(
        manifest.inputs.map((known) => tensor(known.tensor, tensorDims(known))),
      );
      expect(output).toEqual(
        expect.arrayContaining(
          Object.entries(goldenModel(id)!.outputs).map(([name, { dims }]) => tensor(name, dims)),
        ),
      );
    },
  );

  test.each([
    [
      'GPUs',
      { gpus: [0, 2], instances: 3 },
      [{ kind: 'KIND_GPU', count: 3, gpus: [0, 2] }],
      [{ name: 'cuda', parameters: { use_tf32: '0' } }],
    ],
    [
      'TensorRT',
      { gpus: 'all', tensorRt: { precision: 'fp16', cache: '/engines' } },
      [{ kind: 'KIND_GPU', count: 1 }],
      [
        {
          name: 'tensorrt',
          parameters: {
            precision_mode: 'FP16',
            trt_engine_cache_enable: '1',
            trt_engine_cache_path: '/engines',
          },
        },
        { name: 'cuda', parameters: { use_tf32: '0' } },
      ],
    ],
  ] as const)('reads the choice of %s', async (_, options, instanceGroup, accelerators) => {
    await writeTritonRepository({ models, ids: ['clinical-tcia'], out, ...SERVING, ...options });
    expect(readByProtobuf('clinical-tcia')).toMatchObject({
      instance_group: instanceGroup,
      optimization: { execution_accelerators: { gpu_execution_accelerator: accelerators } },
    });
  });

  test('reads how long a queue may be, and how long a wait', async () => {
    const options = { ids: ['clinical-tcia'], instances: 1, queueSize: 3, queueSeconds: 0.25 };
    await writeTritonRepository({ models, out, ...options });
    expect(readByProtobuf('clinical-tcia')['dynamic_batching']).toEqual({
      default_queue_policy: {
        // REJECT is protobuf's 0, which it does not print.
        default_timeout_microseconds: '250000',
        allow_timeout_override: true,
        max_queue_size: 3,
      },
    });
  });
});

describe('refused, with nothing left behind', () => {
  const refused = async (code: string, options: object = {}) => {
    await expect(
      writeTritonRepository({ models, out, ...SERVING, ...options }),
    ).rejects.toMatchObject({ code });
  };

  test('a folder that holds something, which it keeps', async () => {
    await mkdir(out, { recursive: true });
    await writeFile(path.join(out, 'mine'), 'kept');
    await refused('store-refused', { ids: ['clinical-tcia'] });
    expect(await readdir(path.dirname(out))).toEqual(['repository']);
    expect(await readdir(out)).toEqual(['mine']);
  });

  test('a file in its place, which stays', async () => {
    await mkdir(path.dirname(out));
    await writeFile(out, 'kept');
    await refused('store-refused', { ids: ['clinical-tcia'] });
    expect(await readdir(path.dirname(out))).toEqual(['repository']);
    expect(await readFile(out, 'utf8')).toBe('kept');
  });

  test('a package whose graph was changed, and so all of them', async () => {
    const copies = path.join(folder, 'models');
    await cp(models, copies, { recursive: true });
    const file = path.join(copies, 'mmdl-demo/model.onnx');
    const graph = await readFile(file);
    graph[1000]! ^= 1;
    await writeFile(file, graph);
    await refused('model-hash-mismatch', { models: copies });
    expect(await readdir(path.dirname(out))).toEqual([]);
  });

  test('a graph without a tensor that its manifest names', async () => {
    const copies = path.join(folder, 'models');
    await cp(path.join(models, 'clinical-tcia'), path.join(copies, 'clinical-tcia'), {
      recursive: true,
    });
    const file = path.join(copies, 'clinical-tcia/model.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as { outputs: object };
    manifest.outputs = { probabilities: 'elsewhere' };
    await writeFile(file, JSON.stringify(manifest));
    await refused('model-invalid', { models: copies });
  });

  test('an unknown package, and a folder without any', async () => {
    await refused('model-unavailable', { ids: ['no-such-model'] });
    await refused('model-unavailable', { models: folder });
  });
});

test('an empty folder is used', async () => {
  await mkdir(out, { recursive: true });
  await writeTritonRepository({ models, ids: ['clinical-tcia'], out, ...SERVING });
  expect(await readdir(out)).toEqual(['clinical-tcia']);
});
