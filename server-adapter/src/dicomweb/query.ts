import type { DicomJson, DicomJsonElement, DicomJsonValue } from './dicomJson.js';
import { tagOfKey } from './dictionary.js';

/** A search of QIDO-RS (PS3.18 §8.3.4): what to match and which page of the answer. */
export interface Query {
  readonly keys: readonly { readonly tag: string; readonly pattern: string }[];
  readonly offset: number;
  readonly limit: number;
}

/** Parameters that are not attributes. All attributes kept are answered, so `includefield` adds none. */
const CONTROLS = new Set(['includefield', 'fuzzymatching', 'limit', 'offset']);

/** @returns a sentence instead of a query when a parameter cannot be understood */
export function parseQuery(parameters: URLSearchParams): Query | string {
  const keys: { tag: string; pattern: string }[] = [];
  for (const [name, pattern] of parameters) {
    if (CONTROLS.has(name.toLowerCase())) continue;
    const tag = tagOfKey(name);
    if (!tag) return `${name} is not a DICOM attribute.`;
    if (pattern !== '') keys.push({ tag, pattern });
  }
  const offset = wholeNumber(parameters.get('offset') ?? '0');
  const limit = wholeNumber(parameters.get('limit') ?? `${Number.MAX_SAFE_INTEGER}`);
  if (offset === undefined || limit === undefined) return 'limit and offset are whole numbers.';
  return { keys, offset, limit };
}

/** The page of `records` that the query asks for. */
export function runQuery(records: readonly DicomJson[], query: Query): DicomJson[] {
  return records
    .filter((record) => query.keys.every(({ tag, pattern }) => matches(record[tag], pattern)))
    .slice(query.offset, query.offset + query.limit);
}

/**
 * Attribute matching of PS3.4 §C.2.2.2: list of UIDs, range of dates or times, wildcards, single
 * value; any value of a multi-valued attribute may match. Names are compared without regard to case.
 */
export function matches(element: DicomJsonElement | undefined, pattern: string): boolean {
  if (!element) return /^\*+$/.test(pattern);
  const values = (element.Value ?? []).map(asText);
  return alternatives(element.vr, pattern).some((one) => {
    const test = matcher(element.vr, one);
    return values.length === 0 ? test('') : values.some(test);
  });
}

/** UIDs, and Modalities in Study as OHIF asks for it, may be lists. */
function alternatives(vr: string, pattern: string): string[] {
  return vr === 'UI' || vr === 'CS' ? pattern.split(/[,\\]/) : [pattern];
}

function matcher(vr: string, pattern: string): (value: string) => boolean {
  const isRange = (vr === 'DA' || vr === 'TM') && pattern.includes('-');
  if (isRange) {
    const [from = '', to = ''] = pattern.split('-');
    // Shorter values are prefixes: 1200 covers 120059.
    return (value) =>
      value !== '' && value >= from && (to === '' || value.slice(0, to.length) <= to);
  }
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const regularExpression = new RegExp(`^${expression}$`, vr === 'PN' ? 'is' : 's');
  return (value) => regularExpression.test(value);
}

function asText(value: DicomJsonValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return 'Alphabetic' in value && typeof value.Alphabetic === 'string' ? value.Alphabetic : '';
}

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
