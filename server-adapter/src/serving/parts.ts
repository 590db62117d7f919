import type { InferenceBackend } from '../backends/backend.js';
import type { JobBoard } from '../queue/jobBoard.js';
import type { AccessPolicy } from './access/caller.js';
import type { KeptAnswers } from './admission/keptAnswers.js';
import type { Runs } from './admission/runs.js';
import type { WaitingRoom } from './admission/waitingRoom.js';
import type { AuditTrail } from './audit/auditTrail.js';
import type { ServerMetrics } from './operation/serverMetrics.js';
import type { Tracing } from './operation/tracing.js';
import type { InferAnswer } from './routes/inferAnswer.js';
import type { Settings } from './settings/settings.js';

/** What the server is made of. Everything that lasts longer than a request is here. */
export interface ServerParts {
  readonly settings: Settings;
  readonly backend: InferenceBackend;
  readonly access: AccessPolicy;
  readonly room: WaitingRoom;
  readonly runs: Runs;
  readonly kept: KeptAnswers<InferAnswer>;
  /** Absent where the server takes no jobs. */
  readonly jobs?: JobBoard;
  readonly metrics: ServerMetrics;
  /** Absent where a server without users keeps none. */
  readonly trail?: AuditTrail;
  readonly tracing?: Tracing;
}
