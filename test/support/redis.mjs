import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const PROGRAM = '/usr/bin/redis-server';
export const hasRedis = existsSync(PROGRAM);

/** A real Redis on loopback, with an append-only file in a folder of its own: see `redis.d.mts`. */
export async function startRedis(password) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-redis-'));
  const port = await freePort();
  const start = async () => {
    const started = spawn(
      PROGRAM,
      [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
        ...['--appendonly', 'yes', '--appendfsync', 'everysec'],
        ...(password === undefined ? [] : ['--requirepass', password]),
      ],
      { stdio: 'ignore' },
    );
    await untilListening(port, started);
    return started;
  };
  let server = await start();
  const end = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: async () => {
      await end();
      server = await start();
    },
    onDisk: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(aof|rdb)$/.test(name))
        .map((name) => readFileSync(path.join(folder, name), 'latin1'))
        .join('\n'),
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port, server) {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`Redis ended with code ${server.exitCode}`);
    const isThere = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return;
    await wait(50);
  }
  throw new Error('Redis did not listen within 15 s');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
