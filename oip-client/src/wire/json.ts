/** Reads fields of parsed JSON that nobody has vouched for; null counts as absent. */
import type { Parameter, Parameters } from '../types.js';
import { Malformed } from './malformed.js';
import { textOf } from './text.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(textOf(bytes, what));
  } catch (error) {
    if (error instanceof Malformed) throw error;
    throw new Malformed(`${what} is not JSON`);
  }
}

export function parseObject(bytes: Uint8Array, what: string): JsonObject {
  return asObject(parseJson(bytes, what), what);
}

export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Malformed(`${what} is not an object`);
  }
  return value as JsonObject;
}

export function asList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed(`${what} is not a list`);
  return value;
}

export function asText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Malformed(`${what} is not a text`);
  return value;
}

export function asNumbers(value: unknown, what: string): number[] {
  return asList(value, what).map((number) => {
    if (typeof number !== 'number') throw new Malformed(`${what} holds more than numbers`);
    return number;
  });
}

/** `{ [key]: value }`, or nothing: for optional fields, which an undefined one is not. */
export function optional<K extends string, T>(
  key: K,
  value: unknown,
  read: (value: unknown, what: string) => T,
): { readonly [P in K]?: T } {
  return value === undefined || value === null
    ? {}
    : ({ [key]: read(value, key) } as { readonly [P in K]: T });
}

/**
 * The parameters of the protocol: texts, numbers and truth values. Servers put objects of their own
 * among them; those are left out, as is null.
 */
export function asParameters(value: unknown, what: string): Parameters {
  const entries = Object.entries(asObject(value, what));
  return Object.fromEntries(entries.filter(isParameter));
}

function isParameter(entry: [string, unknown]): entry is [string, Parameter] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}
