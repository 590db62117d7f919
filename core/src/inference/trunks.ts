import type { ModelSession } from './session.js';

/** The trunks of a network that reads view by view. */
export interface Trunks {
  /** The one that reads view n. Asked for one view after the other. */
  of(view: number): Promise<ModelSession>;
  release(): Promise<void>;
}

/** All compiled: the one that reads all views, or one for each. */
export function heldTrunks(sessions: readonly ModelSession[]): Trunks {
  return {
    of: (view) => Promise.resolve(sessions[sessions.length === 1 ? 0 : view]!),
    release: async () => {
      for (const session of sessions) await session.release();
    },
  };
}

/**
 * Compiled when their view comes, one at a time: slower, in the memory of one.
 *
 * @param open compiles the trunk of view n; its errors are `of`'s
 */
export function trunksInTurn(open: (view: number) => Promise<ModelSession>): Trunks {
  let held: { readonly view: number; readonly session: ModelSession } | undefined;
  const release = async () => {
    const { session } = held ?? {};
    held = undefined;
    await session?.release();
  };
  return {
    of: async (view) => {
      if (held?.view === view) return held.session;
      // Before the next one is opened: two at once may not fit.
      await release();
      const session = await open(view);
      held = { view, session };
      return session;
    },
    release,
  };
}
