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

/** Longest wildcard pattern: the longest name that DICOM allows has 324 characters. */
const PATTERN_LIMIT = 1024;

/** @returns a sentence instead of a query when a parameter cannot be understood */
export function parseQuery(parameters: URLSearchParams): Query | string {
  const keys: { tag: string; pattern: string }[] = [];
  for (const [name, pattern] of parameters) {
    if (CONTROLS.has(name.toLowerCase())) continue;
    const tag = tagOfKey(name);
    if (!tag) return `${name} is not a DICOM attribute.`;
    if (/[*?]/.test(pattern) && pattern.length > PATTERN_LIMIT) {
      return `A search with wildcards has at most ${PATTERN_LIMIT} characters.`;
    }
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
  if (vr !== 'PN') return (value) => matchesWildcards(value, pattern);
  const name = pattern.toLowerCase();
  return (value) => matchesWildcards(value.toLowerCase(), name);
}

/**
 * Whether `*` (any text) and `?` (any character) of the pattern can stand for what `text` has there.
 *
 * Only the last `*` met ever takes back: what matched before it stays matched, so that the time is
 * bounded by the product of both lengths. A regular expression would try all `*` against each other.
 */
function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let afterStar = -1;
  let takenByStar = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      afterStar = ++inPattern;
      takenByStar = at;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      at = ++takenByStar;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
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
