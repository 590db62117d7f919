/** How long networks take in this browser, kept by it over its pages: of each model the last run. */

const KEY = 'mutation-prediction.run-ms';

/** @param digest of the model */
export function recallRunMs(digest: string): number | undefined {
  const ms = readTimes()[digest];
  return typeof ms === 'number' ? ms : undefined;
}

/** Does nothing where the browser keeps nothing for this page. */
export function rememberRunMs(digest: string, ms: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readTimes(), [digest]: ms }));
  } catch {
    // The next page has to measure anew.
  }
}

function readTimes(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
