/**
 * Starts another server of the Open Inference Protocol over the shipped packages, on loopback, for
 * test/oip/peer.test.ts:
 *
 *   node test/oip/peers/start.mjs kserve 18500 &
 *   OIP_PEER_URL=http://127.0.0.1:18500 npm run test:unit -- test/oip/peer
 *
 *   node test/oip/peers/start.mjs mlserver 18500 &
 *   OIP_PEER_URL=http://127.0.0.1:18500 OIP_PEER_TENSORS=json npm run test:unit -- test/oip/peer
 *
 * Each has a virtual environment of its own in `.cache` (400 to 530 MB, some minutes the first time);
 * both need Python 3.11.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const REQUIREMENTS = {
  kserve: ['kserve==0.21.0', 'onnxruntime==1.31.1'],
  mlserver: ['mlserver==1.7.1', 'onnxruntime==1.31.1'],
};
const MODELS = ['deep-radscore-demo', 'mmdl-demo'];

const root = path.resolve(import.meta.dirname, '../../..');
const [peer, port, ...models] = process.argv.slice(2);
if (!(peer in REQUIREMENTS) || !/^\d+$/.test(port ?? '')) {
  console.error('usage: node test/oip/peers/start.mjs kserve|mlserver PORT [PACKAGE_ID…]');
  process.exit(2);
}

const environment = path.join(root, '.cache/oip-peers', peer);
const python = path.join(environment, 'bin/python');
const installed = path.join(environment, 'installed.txt');
if (!existsSync(installed)) {
  run('python3.11', ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...REQUIREMENTS[peer]]);
  writeFileSync(installed, REQUIREMENTS[peer].join('\n'));
}

const server = spawn(
  python,
  [
    path.join(import.meta.dirname, `${peer}_server.py`),
    path.join(root, 'models/packages'),
    port,
    ...(models.length > 0 ? models : MODELS),
  ],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
