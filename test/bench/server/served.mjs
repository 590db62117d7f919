import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { OpenInferenceClient } from 'open-inference-client';

const BIN = path.resolve(import.meta.dirname, '../../../cli/bin/mutation-prediction.js');
const GAUGE = pathToFileURL(path.join(import.meta.dirname, 'gauge.mjs')).href;

/**
 * `mutation-prediction serve` as a user starts it, on a free port of this machine, once all of its models
 * are ready.
 *
 * @param options settings by path
 */
export async function startServed(options) {
  const settings = { 'network.port': '0', 'logging.level': 'warn', ...options };
  const child = fork(
    BIN,
    ['serve', ...Object.entries(settings).flatMap((entry) => ['--set', entry.join('=')])],
    { execArgv: ['--import', GAUGE], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const url = await Promise.race([addressIn(child.stdout), exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`It does not serve: ${said}`);
  await untilReady(url);
  return {
    url,
    /** Since the last time this was asked. */
    timerDelayMs: async () => {
      child.send('report');
      const [delays] = await once(child, 'message');
      return delays;
    },
    /** Of the server's own process, MiB. */
    residentMiB: () => residentMiB(child.pid),
    /** Processes that run networks, by id. */
    networkProcesses: () => networkProcesses(child.pid),
    /** All that a Prometheus counter has counted, whatever its labels. */
    counted: (name) => counted(url, name),
    signal: (name) => child.kill(name),
    exited: exited.then(([code]) => code),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function addressIn(stdout) {
  let said = '';
  for await (const chunk of stdout) {
    said += chunk;
    const [, url] = /(http:\S+)\/v2/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
}

async function untilReady(url) {
  const client = new OpenInferenceClient({ url });
  const states = async () => {
    const answer = await fetch(`${url}/v2/repository/index`, { method: 'POST' });
    return (await answer.json()).map(({ state }) => state);
  };
  while (!(await client.serverReady()) || (await states()).some((state) => state !== 'READY')) {
    await pause(50);
  }
}

function residentMiB(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1024;
}

function networkProcesses(server) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return Number(parent) === server && command.includes('backends/child/program.js');
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function counted(url, name) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
