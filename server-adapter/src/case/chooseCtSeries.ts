import {
  chooseCt,
  describedCt,
  en,
  listedCts,
  MutationPredictionError,
  type ChosenCt,
  type CtCollection,
  type CtReference,
  type CtSeries,
  wordsOfCtReason,
} from '@mutation-prediction/core';

/** Which of the CT series of a folder. */
export interface SeriesChoice {
  readonly reference: CtReference;
  /** Series Instance UID asked for on the command line. */
  readonly seriesInstanceUid?: string | undefined;
  /** Phase asked for on the command line, by its name or its number, where a series has several. */
  readonly phase?: string | undefined;
}

/**
 * The CT series to read a segmentation on.
 *
 * @param folder names it in errors
 * @throws MutationPredictionError as `chooseCt` of core; `no-ct` when the one asked for is not there,
 *   or why it cannot be read
 */
export function chooseCtSeries(
  { series: all, refused, otherFiles }: CtCollection,
  { reference, seriesInstanceUid, phase }: SeriesChoice,
  folder: string,
): ChosenCt<CtSeries> {
  // Files that nobody reads are no series, and yet the reason why there is none.
  const unread = otherFiles.find(({ error }) => error?.code === 'unsupported-transfer-syntax');
  if (all.length === 0 && refused.length === 0 && unread?.error) throw unread.error;
  const series = phase === undefined ? all : ofPhase(all, phase, folder);
  const asked = series.filter(({ identity }) => identity.seriesInstanceUid === seriesInstanceUid);
  if (seriesInstanceUid && asked.length === 0) {
    const reason = refused.find((other) => other.seriesInstanceUid === seriesInstanceUid)?.error;
    throw reason ?? notThere(seriesInstanceUid, series, folder);
  }
  return chooseCt(reference, { series, refused }, { asked, place: { folder } });
}

/** The series without phases, and of the others the phase asked for. */
function ofPhase(series: readonly CtSeries[], asked: string, folder: string): readonly CtSeries[] {
  const wanted = asked.trim().toLowerCase();
  const isAsked = ({ identity: { phase } }: CtSeries) =>
    phase === undefined || phase.toLowerCase() === wanted || /[\d.]+/.exec(phase)?.[0] === wanted;
  const phases = series.flatMap(({ identity }) => identity.phase ?? []);
  const found = series.filter(isAsked);
  if (found.some(({ identity }) => identity.phase !== undefined)) return found;
  const offered = [...new Set(phases)].join(', ') || 'none';
  throw new MutationPredictionError('no-ct.no-such-phase', { folder, phase: asked, offered });
}

/** What to tell of a CT that nobody asked for and that the segmentation was not drawn on. */
export function ctNotice({
  ct,
  reason,
  standsIn,
  alternatives,
}: ChosenCt<CtSeries>): string | undefined {
  const isPlain = reason.term === 'asked-for' || reason.term === 'drawn-on';
  if (isPlain || (alternatives.length === 0 && !standsIn)) return undefined;
  return `Read on ${describedCt(ct)}: ${wordsOfCtReason(reason, en)}.`;
}

function notThere(
  seriesInstanceUid: string,
  series: readonly CtSeries[],
  folder: string,
): MutationPredictionError {
  const missing = { folder, series: seriesInstanceUid };
  return series.length > 0
    ? new MutationPredictionError('no-ct.no-such-series', {
        ...missing,
        offered: listedCts(series),
      })
    : new MutationPredictionError('no-ct.no-series-at-all', missing);
}
