import { MutationPredictionError } from '@mutation-prediction/core';
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

/** A PN in DICOM JSON (PS3.18 F.2.2). */
interface PersonName {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
  readonly Phonetic?: string;
}

function isPersonName(value: unknown): value is PersonName {
  return typeof value === 'object' && value !== null && 'Alphabetic' in value;
}

/** Component groups as in a file, without the empty ones at the end (PS3.5 §6.2.1). */
function joinPersonName({ Alphabetic, Ideographic, Phonetic }: PersonName): string | undefined {
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '') || undefined;
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
