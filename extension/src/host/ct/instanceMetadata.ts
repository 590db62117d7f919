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

export function numbersOf(instance: InstanceMetadata, keyword: string): number[] {
  return listOf(instance[keyword]).map(Number);
}

export function numberOf(instance: InstanceMetadata, keyword: string): number | undefined {
  const [value] = numbersOf(instance, keyword);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** First value as text, a name with all its component groups; `undefined` when absent or empty. */
export function textOf(instance: InstanceMetadata, keyword: string): string | undefined {
  const [value] = listOf(instance[keyword]);
  if (isPersonName(value)) return joinPersonName(value);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).trim() || undefined;
}

/** Whose an instance is. */
export function patientOf(instance: InstanceMetadata): PatientIdentity {
  return collectPatientIdentity((attribute) => textOf(instance, attribute));
}

export function textsOf(instance: InstanceMetadata, keyword: string): string[] {
  return listOf(instance[keyword]).map(String);
}

/** @throws `malformed-object` when the attribute is missing or no number */
export function requireNumber(instance: InstanceMetadata, keyword: string, name: string): number {
  const value = numberOf(instance, keyword);
  if (value !== undefined) return value;
  throw new MutationPredictionError('malformed-object.no-metadata', { image: name, keyword });
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
