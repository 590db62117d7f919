import { createHash } from 'node:crypto';

/** What a trail records. Never patient data: no name, no identifier, no voxel, only digests of them. */
export type AuditEntry =
  | { readonly event: 'started' | 'stopped' }
  /** An unfinished line of a process that was killed was taken away; nobody had been answered for it. */
  | { readonly event: 'recovered'; readonly bytes: number; readonly sha256: string }
  | {
      readonly event: 'model';
      readonly model: string;
      readonly digest: string;
      readonly state: string;
    }
  /** Somebody known asked for what they may not do. */
  | { readonly event: 'refused'; readonly subject: string; readonly route: string }
  | JobEntry
  | InferenceEntry;

/** Somebody put a case into the queue, or took it back; what came of it is in the report that it stored. */
export interface JobEntry {
  readonly event: 'job';
  readonly request: string;
  readonly subject: string;
  readonly act: 'asked' | 'cancelled';
  /** Name of the archive, where it was asked. */
  readonly source?: string;
  readonly model?: string;
  /** Of the model package. */
  readonly digest?: string;
  /** The job, once it has an id. */
  readonly job?: string;
}

export interface InferenceEntry {
  readonly event: 'inference';
  /** Given by the server, and told to the client as `x-request-id`. */
  readonly request: string;
  readonly subject: string;
  readonly model: string;
  /** Of the model package. */
  readonly digest: string;
  /** `tensorDigest` of what was asked and of what was answered. */
  readonly input: string;
  readonly result?: string;
  /** Where networks run, e.g. `onnxruntime-node cpu` or the other server's host. */
  readonly device: string;
  readonly outcome: Outcome;
}

/** `repeated`: an answer given before, to the same caller under the same Idempotency-Key. */
export type Outcome =
  'done' | 'repeated' | 'invalid' | 'unavailable' | 'timeout' | 'cancelled' | 'failed';

/** Where a record stands in its trail. */
export interface Link {
  /** 1 for the first record of a trail. */
  readonly n: number;
  /** SHA-256 of this record, over its line's text without the hash itself. */
  readonly hash: string;
}

/** What the first record follows. */
export const BEGINNING: Link = { n: 0, hash: '0'.repeat(64) };

/** The next record as a line, and its link, which holds every record before it. */
export function nextRecord(
  entry: AuditEntry,
  { n, hash: previous }: Link,
  time: Date,
): { readonly line: string; readonly link: Link } {
  const record = { n: n + 1, time: time.toISOString(), ...entry, previous };
  const text = JSON.stringify(record);
  const hash = sha256(text);
  return { line: `${text.slice(0, -1)},"hash":"${hash}"}\n`, link: { n: n + 1, hash } };
}

/** A line that is a record by its own hash. */
export interface ReadRecord extends Link {
  readonly time: string;
  readonly event: string;
  readonly previous: string;
}

/** @returns undefined for a line that is no record, or not as it was written */
export function readRecord(line: string): ReadRecord | undefined {
  const [, text, hash] = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
  if (text === undefined || hash === undefined || sha256(`${text}}`) !== hash) return undefined;
  const record = JSON.parse(`${text}}`) as Omit<ReadRecord, 'hash'>;
  return { ...record, hash };
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
