import { setTimeout as pause } from 'node:timers/promises';
import { OpenInferenceClient, OpenInferenceError } from 'open-inference-client';
import { median } from './median.mjs';

/** As those wait who do not heed when they are told to come again, ms. */
const impatience = () => 50 + 100 * Math.random();

/**
 * Clients that ask for one thing without a pause, and what becomes of it.
 *
 * @param heed whether they wait as long as they are told when they are refused
 * @returns answers a second; refusals by status, and how many of them were no parsed 429 or 503 with
 *   Retry-After; how late the server's timers were; its memory over the time
 */
export async function crowd(server, { model, request, clients, seconds, heed = true }) {
  const client = new OpenInferenceClient({ url: server.url, retry: false });
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const refused = {};
  let answers = 0;
  let unparsed = 0;
  await server.timerDelayMs();
  const ask = async () => {
    while (performance.now() < end) {
      try {
        await client.infer(model, request);
        answers++;
      } catch (error) {
        if (!(error instanceof OpenInferenceError)) throw error;
        const { status, kind, retryAfterMs } = error;
        const why = `${status ?? kind}`;
        refused[why] = (refused[why] ?? 0) + 1;
        if (![429, 503].includes(status) || retryAfterMs === undefined) unparsed++;
        await pause(heed ? (retryAfterMs ?? 100) : impatience());
      }
    }
  };
  const memory = [];
  const watch = setInterval(() => memory.push(server.residentMiB()), 500);
  await Promise.all(Array.from({ length: clients }, ask));
  clearInterval(watch);
  return {
    clients,
    seconds,
    perSecond: answers / ((performance.now() - begin) / 1000),
    refused,
    unparsed,
    timerDelayMs: await server.timerDelayMs(),
    memory: overTime(memory),
  };
}

/** Of a server that has just begun memory grows; later it should not. */
function overTime(memory) {
  const third = Math.floor(memory.length / 3);
  const middle = median(memory.slice(third, 2 * third));
  const last = median(memory.slice(2 * third));
  return { middleMiB: middle, lastMiB: last, mostMiB: Math.max(...memory), growth: last / middle };
}
