import type { Place } from '../../contract.js';
import type { RunState, RunStage } from '../state/panelState.js';

type Running = Extract<RunState, { status: 'running' }>;

/** Share of the bar at which each stage begins. */
const BEGINS: Readonly<Record<Place, Partial<Record<RunStage, number>>>> = {
  // The download is the longest the first time.
  here: { prepare: 0, download: 0.05, verify: 0.55, compile: 0.6, views: 0.75, run: 0.82 },
  server: { prepare: 0, views: 0.1, send: 0.3, queue: 0.45, run: 0.5, receive: 0.95 },
};

/** How much of the whole run is done, 0–1; a stage without a measure stands at its beginning. */
export function fractionDone({
  at,
  stage,
  loaded,
  total,
  inAll = { place: 1, total: 1 },
}: Pick<Running, 'at' | 'stage' | 'loaded' | 'total' | 'inAll'>): number {
  const begin = BEGINS[at][stage] ?? 0;
  const end = Math.min(1, ...Object.values(BEGINS[at]).filter((next) => next > begin));
  const within = loaded !== undefined && total ? Math.min(1, loaded / total) : 0;
  return (inAll.place - 1 + begin + within * (end - begin)) / inAll.total;
}
