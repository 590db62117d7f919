/**
 * Loaded before the command line (`node --import`), so that what is measured is what users start: tells
 * its parent, whenever it is asked, how late the process's timers have been since the last time, ms.
 *
 * The delay is told by timers: `monitorEventLoopDelay` does not see a run that blocks the loop from
 * within `setImmediate`.
 */
const EVERY_MS = 5;

let delays = [];
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  delays.push(Math.max(0, now - last - EVERY_MS));
  last = now;
}, EVERY_MS).unref();

process.on('message', () => {
  const sorted = delays.sort((a, b) => a - b);
  delays = [];
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  process.send({ p50: at(0.5), p99: at(0.99), longest: at(1) });
});
// The server is to end when it has nothing left to do.
process.channel.unref();
