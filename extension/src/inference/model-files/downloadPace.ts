/** Seconds of a download that its pace is taken of. */
const WINDOW_S = 8;
/** Before this much of it nobody can tell. */
const FIRST_S = 1;

/**
 * How long a download still takes, at the pace of its last seconds.
 *
 * @param now milliseconds
 */
export function downloadPace(now: () => number = () => performance.now()) {
  const seen: { readonly atS: number; readonly loaded: number }[] = [];
  return {
    /** @returns seconds; `undefined` until there is a pace */
    secondsLeft: (loaded: number, total: number): number | undefined => {
      const atS = now() / 1000;
      seen.push({ atS, loaded });
      while (seen.length > 2 && atS - seen[1]!.atS > WINDOW_S) seen.shift();
      const took = atS - seen[0]!.atS;
      const brought = loaded - seen[0]!.loaded;
      return took < FIRST_S || brought <= 0 ? undefined : ((total - loaded) * took) / brought;
    },
  };
}
