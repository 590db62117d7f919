/**
 * The server in a process of its own, for the bench: tells its address, and, whenever it is asked, how
 * late its timers have been since the last time and how much memory it takes.
 *
 * The delay is told by timers: `monitorEventLoopDelay` does not see a run that blocks the loop from
 * within `setImmediate`.
 */
import {
  openBackend,
  readSettings,
  startServer,
} from '@mutation-prediction/server-adapter/serving';

const EVERY_MS = 5;

const settings = readSettings({ options: JSON.parse(process.argv[2]) });
const backend = await openBackend(settings);
while (backend.models().some(({ state }) => state === 'loading')) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const server = await startServer(settings, backend);

let delays = [];
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  delays.push(Math.max(0, now - last - EVERY_MS));
  last = now;
}, EVERY_MS);

process.on('message', async (what) => {
  if (what === 'stop') {
    await server.stop();
    process.exit();
  }
  const sorted = delays.sort((a, b) => a - b);
  delays = [];
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  process.send({
    delayMs: { p50: at(0.5), p99: at(0.99), longest: at(1) },
    residentMiB: process.memoryUsage.rss() / 2 ** 20,
  });
});
process.send({ url: server.url, capacity: backend.capacity });
