import { formatMegabytes, formatTimeLeft } from '../format.js';
import type { RunState } from '../state/panelState.js';
import { say } from '../words.js';

type Running = Extract<RunState, { status: 'running' }>;

/** How far a run is, to be read. */
export function stageText(run: Omit<Running, 'key'>): string {
  const { stage, loaded, total, secondsLeft } = run;
  if (loaded === undefined || total === undefined) return spokenStage(run);
  if (stage === 'run') return say('run.stage.runOf', { view: loaded + 1, total });
  if (stage !== 'download') return spokenStage(run);
  const of = { loaded: formatMegabytes(loaded, total), total: formatMegabytes(total, total) };
  return secondsLeft === undefined
    ? say('run.stage.downloadOf', of)
    : say('run.stage.downloadLeft', { ...of, left: formatTimeLeft(secondsLeft) });
}

/** To be heard: without numbers that change all the time. */
export function spokenStage({ stage, place }: Pick<Running, 'stage' | 'place'>): string {
  return stage === 'queue' && place !== undefined
    ? say('run.stage.queueAt', { place })
    : say(`run.stage.${stage}`);
}

/** Which lesion is being predicted, and of how many. */
export function runText({ lesionLabel, inAll }: Pick<Running, 'lesionLabel' | 'inAll'>): string {
  return inAll
    ? say('run.ofAll', { lesion: lesionLabel, ...inAll })
    : say('run.of', { lesion: lesionLabel });
}
