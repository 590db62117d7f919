import type { PatientIdentity } from '@mutation-prediction/core';
import {
  collectPatientIdentity,
  isPersonName,
  joinPersonName,
  MutationPredictionError,
} from '@mutation-prediction/core';
import type { InstanceMetadata } from '../viewer/ohif.js';

/**
 * Typed access to naturalised metadata. OHIF hands on what the server sent: a DS may be a number, a
 * string or an array of either, a code sequence one item or an array of one.
 */
export type Metadata = Readonly<Record<string, unknown>>;

export function numbersOf(metadata: Metadata, keyword: string): number[] {
  return listOf(metadata[keyword]).map(Number);
}

export function numberOf(metadata: Metadata, keyword: string): number | undefined {
  const [value] = numbersOf(metadata, keyword);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** First value as text, a name with all its component groups; `undefined` when absent or empty. */
export function textOf(metadata: Metadata, keyword: string): string | undefined {
  const [value] = listOf(metadata[keyword]);
  if (isPersonName(value)) return joinPersonName(value);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).trim() || undefined;
}

/** Whose an instance is. */
export function patientOf(instance: InstanceMetadata): PatientIdentity {
  return collectPatientIdentity((attribute) => textOf(instance, attribute));
}

export function textsOf(metadata: Metadata, keyword: string): string[] {
  return listOf(metadata[keyword]).map(String);
}

/** An item of a sequence, the first unless told; `undefined` where there is none. */
export function itemOf(
  metadata: Metadata | undefined,
  keyword: string,
  index = 0,
): Metadata | undefined {
  const item = listOf(metadata?.[keyword])[index];
  return typeof item === 'object' && item !== null ? (item as Metadata) : undefined;
}

/** @throws `malformed-object` when the attribute is missing or no number */
export function requireNumber(metadata: Metadata, keyword: string, name: string): number {
  const value = numberOf(metadata, keyword);
  if (value !== undefined) return value;
  throw new MutationPredictionError('malformed-object.no-metadata', { image: name, keyword });
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
