/** What is asked of the server, what was measured, and whether that is enough. */
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** The time that memory is to be watched for, s. */
const LONG_S = 600;

/** By how much memory may grow from one third of the time to the next and still be called flat. */
const FLAT = 1.1;

/**
 * @returns rows: the bar, what was measured, and whether it is met; `undefined` where the time was too
 *   short to say
 */
export function bars({ overhead, peak, heeding, impatient, endings }) {
  const { overMs } = overhead;
  const crowds = [peak, heeding, impatient];
  const { cancelQueuedMs, cancelRunningMs, oneKey, kill, stop } = endings;
  const delay = Math.max(...crowds.map(({ timerDelayMs }) => timerDelayMs.p99));
  const shares = [heeding, impatient].map(({ perSecond }) => perSecond / peak.perSecond);
  const unparsed = crowds.reduce((sum, crowd) => sum + crowd.unparsed, 0);
  const { growth, lastMiB } = heeding.memory;
  const isFlat = growth <= FLAT;
  return [
    row(
      'the views’ tensors over a bare run: at most 15 ms (median)',
      `${ms(overMs.graph)} (as JSON: ${ms(overMs.graphAsJson)})`,
      overMs.graph <= 15,
    ),
    row(
      'the cube over the same work here: at most 15 ms (median)',
      ms(overMs.pipeline),
      overMs.pipeline <= 15,
    ),
    row('saturated, timers late: at most 50 ms (99 %)', ms(delay), delay < 50),
    row(
      'eight times the load: at least 80 % of the best',
      `${percent(shares[0])}, of clients that heed Retry-After`,
      shares[0] >= 0.8,
    ),
    row('the same of clients that do not heed it', percent(shares[1]), shares[1] >= 0.8),
    row('every refusal a parsed 429 or 503', `${unparsed} others`, unparsed === 0),
    row(
      `memory flat over ${LONG_S / 60} minutes`,
      `× ${growth.toFixed(2)} to ${Math.round(lastMiB)} MiB in ${heeding.seconds} s`,
      isFlat && heeding.seconds < LONG_S ? undefined : isFlat,
    ),
    row('cancelled while it waits: gone in 100 ms', ms(cancelQueuedMs), cancelQueuedMs < 100),
    row('cancelled while it runs: ended in 2 s', ms(cancelRunningMs), cancelRunningMs < 2000),
    row(
      'fifty times under one key: one inference',
      `${oneKey.inferences}, ${oneKey.differentAnswers} answer`,
      oneKey.inferences === 1 && oneKey.differentAnswers === 1,
    ),
    row(
      'a process is killed: at most its own run is lost, by a 503',
      `${kill.lostAtMost} lost (${kill.statuses.join(', ')})`,
      kill.lostAtMost <= 1 && kill.statuses.every((status) => status === '503'),
    ),
    row('… and all work again in 5 s', ms(kill.wholeMs.longest), kill.wholeMs.longest < 5000),
    row(
      'SIGTERM with a run that never ends: over in 30 s, the rest answered',
      `${ms(stop.ms)}, ${stop.outcomes.join(', ')}`,
      stop.ms <= 30_000 && stop.code === 0 && stop.outcomes.every(isOrderly),
    ),
  ];
}

const row = (bar, measured, met) => ({ bar, measured, met });
const percent = (share) => `${Math.round(share * 100)} %`;
const isOrderly = (outcome) => outcome === 'answered' || outcome === '503';

/** As text, in columns. */
export function tableOf(rows) {
  const said = (met) => (met === undefined ? 'too short to say' : met ? 'met' : 'NOT MET');
  const cells = rows.map(({ bar, measured, met }) => [bar, measured, said(met)]);
  const widths = [0, 1].map((column) => Math.max(...cells.map((line) => line[column].length)));
  return cells
    .map(
      ([bar, measured, met]) => `${bar.padEnd(widths[0])}  ${measured.padEnd(widths[1])}  ${met}`,
    )
    .join('\n');
}
