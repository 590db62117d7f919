import { Refusal } from '../refusal.js';
import type { Run } from './runs.js';

export interface KeptAnswersOptions {
  readonly keepMs: number;
  readonly keepBytes: number;
}

/** What the first request under a key does. */
export interface FirstClaim<Answer> {
  readonly kind: 'first';
  /** The request is here, and its run has begun. */
  settle(fingerprint: string, run: Run<Answer>): void;
  /** The request will have no run. */
  abandon(): void;
}

/** What the same request, sent again, does. */
export interface RepeatClaim<Answer> {
  readonly kind: 'repeat';
  /**
   * The run of the first request, or one that ended well.
   *
   * @throws Refusal 422 where the first was another request, 503 where it broke off
   */
  run(fingerprint: string): Promise<Run<Answer>>;
}

interface Entry<Answer> {
  readonly first: Promise<{ readonly fingerprint: string; readonly run: Run<Answer> } | undefined>;
  bytes: number;
  endsAt: number;
}

/** What an entry takes besides its answer, roughly. */
const ENTRY_BYTES = 1024;

/**
 * Requests under an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): sent again, by a client
 * that does not know whether the first try arrived, they are answered by the first one's run. Keys are
 * each caller's own. Failures are not kept: to try those again is the point.
 */
export class KeptAnswers<Answer extends { readonly byteLength: number }> {
  readonly #entries = new Map<string, Entry<Answer>>();
  #bytes = 0;

  constructor(private readonly options: KeptAnswersOptions) {}

  claim(subject: string, key: string): FirstClaim<Answer> | RepeatClaim<Answer> {
    this.#dropOld();
    const name = JSON.stringify([subject, key]);
    const known = this.#entries.get(name);
    return known ? repeat(known) : this.#begin(name);
  }

  #begin(name: string): FirstClaim<Answer> {
    let settle!: (first: Awaited<Entry<Answer>['first']>) => void;
    const entry: Entry<Answer> = {
      first: new Promise((resolve) => (settle = resolve)),
      bytes: 0,
      endsAt: Infinity,
    };
    this.#entries.set(name, entry);
    return {
      kind: 'first',
      settle: (fingerprint, run) => {
        settle({ fingerprint, run });
        run.answer.then(
          ({ byteLength }) => this.#keep(name, entry, byteLength),
          () => this.#drop(name),
        );
      },
      abandon: () => {
        settle(undefined);
        this.#drop(name);
      },
    };
  }

  /** From now on the answer counts; its age begins, so the map stays in the order of ages. */
  #keep(name: string, entry: Entry<Answer>, byteLength: number): void {
    this.#drop(name);
    entry.bytes = byteLength + ENTRY_BYTES;
    entry.endsAt = performance.now() + this.options.keepMs;
    this.#bytes += entry.bytes;
    this.#entries.set(name, entry);
    this.#dropOld();
  }

  #dropOld(): void {
    const now = performance.now();
    for (const [name, { endsAt }] of this.#entries) {
      // Those under way have no end yet, and take no bytes.
      if (endsAt === Infinity) continue;
      if (endsAt > now && this.#bytes <= this.options.keepBytes) return;
      this.#drop(name);
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#entries.get(name)?.bytes ?? 0;
    this.#entries.delete(name);
  }
}

function repeat<Answer>({ first }: Entry<Answer>): RepeatClaim<Answer> {
  return {
    kind: 'repeat',
    run: async (fingerprint) => {
      const known = await first;
      if (!known) {
        throw new Refusal(503, 'The first request under this Idempotency-Key broke off.', {
          retryAfterS: 1,
        });
      }
      if (known.fingerprint !== fingerprint) {
        throw new Refusal(422, 'Another request was sent under this Idempotency-Key.');
      }
      return known.run;
    },
  };
}
