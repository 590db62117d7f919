import { canonicalJson } from '../../signature/canonicalJson.js';
import { parameterNamed } from '../content/algorithmParameters.js';
import type { ReportedLesion } from '../reportedLesion.js';

/*
 * Documents pass through systems that drop, repeat or reorder content items, and most of what a
 * prediction holds is optional: a reader could not tell a loss from an absence. So each group says
 * which of how many it is, and a checksum of what it holds.
 */

const PLACE = 'group';
const CHECKSUM = 'checksum';

/** The seal as Algorithm Parameters; `place` counts from 0. */
export function writeGroupSeal(lesion: ReportedLesion, place: number, count: number): string[] {
  return [`${PLACE}=${place + 1}/${count}`, `${CHECKSUM}=${checksum(lesion)}`];
}

/** Whether a group is where its seal says, and holds what it says; true for one without a seal. */
export function isSealIntact(
  parameters: readonly string[],
  lesion: ReportedLesion,
  place: number,
  count: number,
): boolean {
  const sealed = [
    [PLACE, `${place + 1}/${count}`],
    [CHECKSUM, checksum(lesion)],
  ] as const;
  return sealed.every(([name, value]) => (parameterNamed(parameters, name) ?? value) === value);
}

/** Whether a group bears a seal at all: reports of 0.1.0 do not, nor do those of others. */
export function hasSeal(parameters: readonly string[]): boolean {
  return [PLACE, CHECKSUM].every((name) => parameterNamed(parameters, name) !== undefined);
}

/** CRC-32 (ISO 3309) of a lesion as canonical JSON, eight hexadecimal digits. */
function checksum(lesion: ReportedLesion): string {
  let crc = -1;
  for (const byte of new TextEncoder().encode(canonicalJson(lesion))) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
