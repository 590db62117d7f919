/** Why a run ends before its answer: reason of the signal that everything in it heeds. */
export type RunEndKind =
  /** Nobody waits for the answer any longer. */
  | 'disconnected'
  /** The caller took it back. */
  | 'cancelled'
  | 'deadline'
  /** The server stops. */
  | 'stopping';

export class RunEnd extends Error {
  override readonly name = 'RunEnd';

  constructor(readonly kind: RunEndKind) {
    super(kind);
  }
}
