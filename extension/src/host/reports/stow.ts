import { MutationPredictionError } from '@mutation-prediction/core';

/** The server's answer to a STOW-RS request, as far as it came. */
export interface StowAnswer {
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  readonly body: string;
}

/** Failure reasons of the Store Instances Response Module (PS3.4 Annex B.2.3, PS3.18 table 10.5.3-1). */
const FAILURE_REASONS: readonly (readonly [first: number, last: number, meaning: string])[] = [
  [0x0106, 0x0106, 'an attribute contradicts what is stored, such as whose the study is'],
  [0x0110, 0x0110, 'processing failure'],
  [0x0117, 0x0117, 'invalid object instance'],
  [0x0122, 0x0122, 'SOP class not supported'],
  [0x0124, 0x0124, 'not authorised'],
  [0xa700, 0xa7ff, 'out of resources'],
  [0xa900, 0xa9ff, 'the data set does not match its SOP class'],
  [0xc000, 0xcfff, 'the server cannot understand the object'],
];

/**
 * Checks that the server says it stored an instance (PS3.18 §10.5.3). A 2xx answer without a body is
 * taken as success: some servers send none.
 *
 * @throws `store-refused` with the server's reason
 */
export function requireStored({ status, body }: StowAnswer, sopInstanceUid: string): void {
  if (status === 0) {
    refuse('The server did not answer', 'Check the connection, then try again.');
  }
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
    refuse(`The server refused the report: ${reasonOf(reason)}`);
  }
  if (!isOk) {
    refuse(`The server refused the report: ${httpReason(status, response, body)}`);
  }
  const stored = items(response, REFERENCED_SOP_SEQUENCE);
  const isListed = stored.some(
    (item) => firstValue(item, REFERENCED_SOP_INSTANCE_UID) === sopInstanceUid,
  );
  if (stored.length > 0 && !isListed) {
    refuse('The server answered, but does not list the report among the stored objects');
  }
}

const DUPLICATE_INSTANCE = 0x0111;

const FAILED_SOP_SEQUENCE = '00081198';
const REFERENCED_SOP_SEQUENCE = '00081199';
const REFERENCED_SOP_INSTANCE_UID = '00081155';
const FAILURE_REASON = '00081197';

function refuse(
  message: string,
  advice = 'Try again, download the report, or ask the administrator of the archive.',
): never {
  throw new MutationPredictionError('store-refused', `${message}.`, advice);
}

function reasonOf(code: unknown): string {
  if (typeof code !== 'number') return 'it gave no reason';
  const known = FAILURE_REASONS.find(([first, last]) => code >= first && code <= last);
  return `${known?.[2] ?? 'failure'} (${code.toString(16).toUpperCase().padStart(4, '0')}H)`;
}

/** The server's own words where it has any, for instance Orthanc's `Message` and `Details`. */
function httpReason(status: number, response: unknown, body: string): string {
  const words = isRecord(response)
    ? ['Message', 'Details', 'message', 'error', 'detail']
        .map((key) => response[key])
        .filter((value): value is string => typeof value === 'string' && value !== '')
    : [];
  const plain = words.length > 0 ? words.join(', ') : isMarkup(body) ? '' : body.trim();
  const text = plain.slice(0, 300);
  return text ? `${text} (HTTP ${status})` : `HTTP ${status}`;
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
