import type { RunState, RunStage } from '../state/panelState.js';

/** Share of the bar at which each stage begins; the download is the longest the first time. */
const BEGINS: Record<RunStage, number> = {
  prepare: 0,
  download: 0.05,
  verify: 0.55,
  compile: 0.6,
  views: 0.75,
  send: 0.82,
  queue: 0.84,
  run: 0.85,
  receive: 0.98,
};
const ENDS: Record<RunStage, number> = {
  prepare: 0.05,
  download: 0.55,
  verify: 0.6,
  compile: 0.75,
  views: 0.82,
  send: 0.84,
  queue: 0.85,
  run: 0.98,
  receive: 1,
};

/** How much of the whole run is done, 0–1; a stage without a measure stands at its beginning. */
export function fractionDone({
  stage,
  loaded,
  total,
}: Pick<Extract<RunState, { status: 'running' }>, 'stage' | 'loaded' | 'total'>): number {
  const within = loaded !== undefined && total ? Math.min(1, loaded / total) : 0;
  return BEGINS[stage] + within * (ENDS[stage] - BEGINS[stage]);
}
