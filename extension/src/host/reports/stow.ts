import { type en, MutationPredictionError } from '@mutation-prediction/core';

/** The server's answer to a STOW-RS request, as far as it came. */
export interface StowAnswer {
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  readonly body: string;
}

type StoreFailure = keyof typeof en.terms.storeFailure;

/** Failure reasons of the Store Instances Response Module (PS3.4 Annex B.2.3, PS3.18 table 10.5.3-1). */
const FAILURE_REASONS: readonly (readonly [first: number, last: number, failure: StoreFailure])[] =
  [
    [0x0106, 0x0106, 'attribute'],
    [0x0110, 0x0110, 'processing'],
    [0x0117, 0x0117, 'invalid'],
    [0x0122, 0x0122, 'sopClass'],
    [0x0124, 0x0124, 'notAuthorised'],
    [0xa700, 0xa7ff, 'resources'],
    [0xa900, 0xa9ff, 'mismatch'],
    [0xc000, 0xcfff, 'notUnderstood'],
  ];

/**
 * Checks that the server says it stored an instance (PS3.18 §10.5.3). A 2xx answer without a body is
 * taken as success: some servers send none.
 *
 * @throws `store-refused` with the server's reason
 */
export function requireStored({ status, body }: StowAnswer, sopInstanceUid: string): void {
  if (status === 0) throw new MutationPredictionError('store-refused.no-answer');
  const response = parseJson(body);
  const isOk = status >= 200 && status <= 299;
  const failures = items(response, FAILED_SOP_SEQUENCE);
  const failed =
    failures.find((item) => firstValue(item, REFERENCED_SOP_INSTANCE_UID) === sopInstanceUid) ??
    (isOk ? undefined : failures[0]); // one instance was sent, so the failure is its
  if (failed) {
    const reason = firstValue(failed, FAILURE_REASON);
    // Our UIDs are ours alone: what exists under one is what an earlier try stored.
    if (reason === DUPLICATE_INSTANCE) return;
    throw refusedFor(reason);
  }
  if (!isOk) throw refusedWith(status, serverWords(response, body));
  const stored = items(response, REFERENCED_SOP_SEQUENCE);
  const isListed = stored.some(
    (item) => firstValue(item, REFERENCED_SOP_INSTANCE_UID) === sopInstanceUid,
  );
  if (stored.length > 0 && !isListed) {
    throw new MutationPredictionError('store-refused.not-listed');
  }
}

const DUPLICATE_INSTANCE = 0x0111;

const FAILED_SOP_SEQUENCE = '00081198';
const REFERENCED_SOP_SEQUENCE = '00081199';
const REFERENCED_SOP_INSTANCE_UID = '00081155';
const FAILURE_REASON = '00081197';

function refusedFor(code: unknown): MutationPredictionError {
  if (typeof code !== 'number') return new MutationPredictionError('store-refused.no-reason');
  const known = FAILURE_REASONS.find(([first, last]) => code >= first && code <= last);
  return new MutationPredictionError('store-refused.failed', {
    failure: known?.[2] ?? 'unknown',
    status: code.toString(16).toUpperCase().padStart(4, '0'),
  });
}

function refusedWith(status: number, problem: string): MutationPredictionError {
  return problem
    ? new MutationPredictionError('store-refused.refused-because', { problem, status })
    : new MutationPredictionError('store-refused.refused', { status });
}

/** The server's own words where it has any, for instance Orthanc's `Message` and `Details`. */
function serverWords(response: unknown, body: string): string {
  const words = isRecord(response)
    ? ['Message', 'Details', 'message', 'error', 'detail']
        .map((key) => response[key])
        .filter((value): value is string => typeof value === 'string' && value !== '')
    : [];
  const plain = words.length > 0 ? words.join(', ') : isMarkup(body) ? '' : body.trim();
  return plain.slice(0, 300);
}

const isMarkup = (body: string) => body.trimStart().startsWith('<') || body.startsWith('{');

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // XML or plain text: the status decides
  }
}

/** Items of a sequence in DICOM JSON (PS3.18 Annex F). */
function items(dataset: unknown, tag: string): unknown[] {
  const root = Array.isArray(dataset) ? dataset[0] : dataset;
  return values(root, tag);
}

function firstValue(dataset: unknown, tag: string): unknown {
  return values(dataset, tag)[0];
}

function values(dataset: unknown, tag: string): unknown[] {
  const element = isRecord(dataset) ? dataset[tag] : undefined;
  const value = isRecord(element) ? element['Value'] : undefined;
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
