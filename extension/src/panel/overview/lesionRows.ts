import type {
  MutationPredictionError,
  Prediction,
  TargetPrediction,
  Warning,
} from '@mutation-prediction/core';
import type { EarlierPrediction, LesionCandidate } from '../../contract.js';
import { probabilityOf } from '../result/probabilityText.js';
import { readyLesions } from '../state/lesions.js';
import type { PanelState } from '../state/panelState.js';
import { comparedPriors } from '../state/sameLesions.js';
import { staleReasons } from '../state/selectors.js';

/** What a lesion has come to. */
export type RowState = 'done' | 'stale' | 'failed' | 'running' | 'waiting' | 'none';

/** A lesion in the table of all of them. */
export interface LesionRow {
  readonly id: string;
  readonly label: string;
  /** 1-based, where it is one of several parts of a segment. */
  readonly component?: number | undefined;
  readonly longestDiameterMm: number;
  readonly state: RowState;
  /** Of its last result, also where that is out of date. */
  readonly targets: readonly TargetPrediction[];
  readonly warnings: readonly Warning[];
  /** Why it has no result; only with `failed`. */
  readonly error?: MutationPredictionError;
  readonly since?: SincePrior;
}

/** How it has changed since the newest other study that reports it. */
export interface SincePrior {
  /** ISO date of that study. */
  readonly date: string;
  /** Of the longest diameter, 0.1 for ten per cent. */
  readonly diameter: number;
  /** Of probabilities by the same model, by target. */
  readonly probabilities: ReadonlyMap<string, number>;
}

/**
 * The listed lesions, with what is known of each.
 *
 * @param trackingUidOf the UID that a lesion's reports bear, where it has one
 */
export function rowsOfStudy(
  state: PanelState,
  trackingUidOf: (lesionId: string) => string | undefined,
): LesionRow[] {
  return readyLesions(state.snapshot).map(({ lesion }) => {
    const result = state.results.get(lesion.id);
    const failure = state.failures.get(lesion.id);
    const rowState = stateOf(state, lesion.id);
    const since = sincePrior(state, lesion, trackingUidOf(lesion.id), result?.prediction);
    return {
      id: lesion.id,
      label: lesion.label,
      component: lesion.component,
      longestDiameterMm: lesion.longestDiameterMm,
      state: rowState,
      targets: result?.prediction.targets ?? [],
      warnings: rowState === 'done' ? (result?.prediction.warnings ?? []) : [],
      ...(rowState === 'failed' && failure && { error: failure.error }),
      ...(since && { since }),
    };
  });
}

/** The lesions of a stored report. */
export function rowsOfReport(entries: readonly EarlierPrediction[]): LesionRow[] {
  return entries.flatMap(({ id, prediction }) =>
    prediction
      ? [
          {
            id,
            label: prediction.lesion.label,
            longestDiameterMm: prediction.lesion.longestDiameterMm,
            state: 'done',
            targets: prediction.targets,
            warnings: prediction.warnings,
          } as const,
        ]
      : [],
  );
}

function stateOf(state: PanelState, lesionId: string): RowState {
  const { run, failures, results } = state;
  if (run.status === 'running' && run.key.lesionId === lesionId) return 'running';
  const result = results.get(lesionId);
  if (result && staleReasons(state, result.key).length === 0) return 'done';
  const failure = failures.get(lesionId);
  if (failure && staleReasons(state, failure.key).length === 0) return 'failed';
  if (run.status === 'running' && run.inAll) return 'waiting';
  return result ? 'stale' : 'none';
}

function sincePrior(
  state: PanelState,
  lesion: LesionCandidate,
  trackingUid: string | undefined,
  current: Prediction | undefined,
): SincePrior | undefined {
  const [newest] = comparedPriors(state, lesion, trackingUid)
    .filter(({ match, prior }) => match?.kind === 'same' && prior.origin?.system !== 'other')
    .map(({ prior }) => prior)
    .sort((a, b) => b.studyDate.localeCompare(a.studyDate));
  if (!newest) return undefined;
  const then = newest.prediction;
  const isSameModel = current?.model.digest === then.model.digest;
  const changes = (isSameModel ? current.targets : []).flatMap((target) => {
    const now = probabilityOf(target);
    const before = probabilityOf(then.targets.find(({ id }) => id === target.id));
    if (now === undefined || before === undefined) return [];
    return [[target.id, now - before] as const];
  });
  return {
    date: newest.studyDate,
    diameter: lesion.longestDiameterMm / then.lesion.longestDiameterMm - 1,
    probabilities: new Map(changes),
  };
}
