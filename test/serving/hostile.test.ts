/**
 * Requests that no client should send, against the built server. MP_HOSTILE_REQUESTS says how many (300
 * unless given), MP_HOSTILE_SEED which.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { seededRandom } from '@mutation-prediction/core';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { verifyTrail } from '@mutation-prediction/server-adapter/serving';
import { OpenInferenceClient, tensorFrom } from 'open-inference-client';
import { hostileRequest, type HostileRequest } from './hostileRequests.js';

const COUNT = Number(process.env['MP_HOSTILE_REQUESTS'] ?? 300);
const SEED = Number(process.env['MP_HOSTILE_SEED'] ?? 1);
const AT_ONCE = 16;
/** No request may hold the server up for longer. */
const LIMIT_MS = 5000;
/** What docs/server.md says that the server may take, MiB: whatever is sent, no more is held. */
const LIMIT_MIB = 600;

let folder: string;
let server: ChildProcess;
let url: string;
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hostile-'));
  for (const id of ['clinical-tcia', 'mmdl-demo']) {
    const from = path.join(modelsDirectory(), id);
    await cp(from, path.join(folder, 'models', id), { recursive: true });
  }
  server = spawn(process.execPath, [
    ...[path.resolve('cli/bin/mutation-prediction.js'), 'serve', '--port', '0'],
    ...['--models', path.join(folder, 'models')],
    ...['--set', `audit.file=${path.join(folder, 'audit.jsonl')}`],
    ...['--set', 'logging.level=warn'],
    ...['--set', 'admission.perUser=100'],
    ...['--set', 'admission.requestsPerMinute=1000000'],
    ...['--set', 'network.requestTimeoutMs=1000'],
  ]);
  server.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  url = await new Promise<string>((resolve) => {
    let told = '';
    server.stdout!.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const [, found] = /(http:\S+)\/v2/.exec(told) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
}, 60_000);
afterAll(async () => {
  server.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** What came back, and after how long, ms. */
interface Answer {
  readonly text: string;
  readonly ms: number;
  readonly isHeld: boolean;
}

function send(bytes: Buffer): Promise<Answer> {
  const begin = performance.now();
  const { port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    const end = (isHeld: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, ms: performance.now() - begin, isHeld });
    };
    const timer = setTimeout(() => end(true), LIMIT_MS);
    socket.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(0, 2000);
      // Whoever says that it closes is believed; other connections wait for more requests.
      if (text.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

/** The most that the server's own process has held, MiB; the system tells it on Linux. */
async function peakMiB(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'latin1').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

const clinical = () => ({
  inputs: [tensorFrom('clinical', 'FP32', [1, 3], Float32Array.from([0.5, 1, -1]))],
  outputs: ['probabilities'],
});

test(
  `${COUNT} hostile requests (seed ${SEED}) end in time, and the server lives on`,
  async () => {
    const client = new OpenInferenceClient({ url });
    const names = ['clinical-tcia', 'clinical-tcia.graph', 'mmdl-demo', 'mmdl-demo.graph'];
    for (const name of names) {
      while (!(await client.modelReady(name)))
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // The large ones seldom: their megabytes of numbers are all alike.
    const [small, smallGraph, ...large] = await Promise.all(
      names.map((name) => client.modelMetadata(name)),
    );
    const models = [...Array.from({ length: 9 }, () => [small!, smallGraph!]).flat(), ...large];
    const before = await client.infer('clinical-tcia.graph', clinical());

    const statuses = new Map<string, number>();
    const held: string[] = [];
    const failed: string[] = [];
    const random = seededRandom(SEED);
    let longest = 0;
    const sendOne = async ({ kind, bytes }: HostileRequest) => {
      const { text, ms, isHeld } = await send(bytes);
      const [, status = 'none'] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      const key = `${kind} ${status}`;
      statuses.set(key, (statuses.get(key) ?? 0) + 1);
      longest = Math.max(longest, ms);
      if (isHeld) held.push(`${kind}: ${bytes.toString('latin1', 0, 500)}`);
      if (status === '500') failed.push(`${kind}: ${bytes.toString('latin1', 0, 500)}`);
    };
    for (let sent = 0; sent < COUNT; sent += AT_ONCE) {
      // All are made before any is sent: to make one takes this thread, which is to listen then.
      const batch = Array.from({ length: AT_ONCE }, () => hostileRequest(models, random));
      await Promise.all(batch.map(sendOne));
    }
    if (process.env['MP_HOSTILE_REQUESTS'] !== undefined) {
      const [longestMs, mostMiB] = [longest, await peakMiB()].map(Math.round);
      const answers = Object.fromEntries([...statuses].sort());
      process.stderr.write(`${JSON.stringify({ longestMs, mostMiB, ...answers })}\n`);
    }

    expect(held).toEqual([]);
    expect(failed).toEqual([]);
    expect(server.exitCode).toBeNull();
    expect(await peakMiB()).toBeLessThan(LIMIT_MIB);
    const after = await client.infer('clinical-tcia.graph', clinical());
    expect(after.outputs).toEqual(before.outputs);
    expect(said).not.toMatch(/"level":(50|60)/);
    expect(await verifyTrail(path.join(folder, 'audit.jsonl'))).toMatchObject({
      records: expect.any(Number),
    });
  },
  Math.max(120_000, COUNT * 500),
);
