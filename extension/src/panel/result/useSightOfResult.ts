import { useEffect, useRef, type RefObject } from 'react';
import type { RunState } from '../state/panelState.js';

/**
 * Brings what a run has led to into sight when it has ended, wherever the panel was scrolled to.
 *
 * @param of which runs: of one lesion, or of all of them
 */
export function useSightOfResult(run: RunState, of: 'one' | 'all'): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(run);
  useEffect(() => {
    const last = before.current;
    before.current = run;
    if (last.status !== 'running' || run.status !== 'idle') return;
    if ((last.inAll === undefined) === (of === 'one')) {
      place.current?.scrollIntoView({ block: 'start' });
    }
  }, [run, of]);
  return place;
}
