/** The built command line writes a model repository. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../../test/support/cli.js';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'triton-repository-'));
  out = path.join(folder, 'repository');
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]) =>
  runCli('triton-repository', '--out', out, '--model', 'clinical-tcia', ...args);
const config = () => readFile(path.join(out, 'clinical-tcia/config.pbtxt'), 'utf8');

test('of the chosen packages, for the CPU unless told otherwise', async () => {
  expect(await run()).toEqual({ code: 0, stdout: `clinical-tcia in ${out}\n`, stderr: '' });
  expect(await readdir(out)).toEqual(['clinical-tcia']);
  expect(await config()).toMatch(/kind: KIND_CPU\n {2}count: 1\n/);
});

test('for GPUs, with a queue', async () => {
  const queue = ['--queue', '5', '--queue-timeout', '7'];
  expect(await run('--gpu', '1,0,1', '--instances', '2', ...queue)).toMatchObject({ code: 0 });
  const text = await config();
  expect(text).toContain('kind: KIND_GPU\n  count: 2\n  gpus: [ 1, 0 ]\n');
  expect(text).toContain('max_queue_size: 5\n');
  expect(text).toContain('default_timeout_microseconds: 7000000\n');
  expect(text).not.toContain('tensorrt');
});

test('for TensorRT, which is on a GPU', async () => {
  expect(await run('--tensorrt', '--tensorrt-cache', '/engines')).toMatchObject({ code: 0 });
  const text = await config();
  expect(text).toContain('kind: KIND_GPU\n  count: 1\n}');
  expect(text).toContain('key: "precision_mode"\n        value: "FP32"');
  expect(text).toContain('key: "trt_engine_cache_path"\n        value: "/engines"');
});

test('a second time is refused', async () => {
  await run();
  expect(await run('--gpu', '0')).toEqual({
    code: 1,
    stdout: '',
    stderr: `${out} holds files already.\nName a new folder, or an empty one: nothing is replaced.\n`,
  });
  expect(await config()).toContain('KIND_CPU');
});

test.each([
  ['--gpu', 'first'],
  ['--gpu', '0,'],
  ['--tensorrt', 'int8'],
  ['--queue', '0'],
  ['--instances', '1.5'],
])('%s %s is no usage', async (option, value) => {
  expect(await run(option, value)).toMatchObject({ code: 2, stdout: '' });
  expect(await readdir(folder)).toEqual([]);
});
