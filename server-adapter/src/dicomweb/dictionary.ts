import { data } from 'dcmjs';

const { nameMap } = data.DicomMetaDictionary;

/** (odd group, 0010–00FF), PS3.5 §7.8.1. */
const PRIVATE_CREATOR = /^...[13579BDF]00(?!0)../;

const vrByTag = new Map(Object.values(nameMap).map(({ tag, vr }) => [plainTag(tag), vr]));

/**
 * VR of an attribute in a file that does not say it (Implicit VR), in dcmjs' notation where it is
 * open: `xs` is US or SS, `ox` OB or OW. Undefined for private attributes but their creators.
 *
 * @param tag eight upper-case hexadecimal digits
 */
export function dictionaryVr(tag: string): string | undefined {
  return vrByTag.get(tag) ?? (PRIVATE_CREATOR.test(tag) ? 'LO' : undefined);
}

/** VRs that the dictionary leaves open, as Implicit VR files have them (PS3.5 Annex A.1). */
const IMPLICIT_VRS: Readonly<Record<string, string>> = { ox: 'OW', lt: 'OW', up: 'UL', na: 'UN' };

/** @param isSigned Pixel Representation 1 */
export function resolveVr(vr: string | undefined, isSigned: boolean): string {
  if (vr === undefined) return 'UN';
  if (vr === 'xs') return isSigned ? 'SS' : 'US';
  return IMPLICIT_VRS[vr] ?? vr;
}

/** Tag (eight upper-case digits) of a query key, which is a tag or a keyword (PS3.18 §8.3.4). */
export function tagOfKey(key: string): string | undefined {
  if (/^[0-9a-f]{8}$/i.test(key)) return key.toUpperCase();
  return Object.hasOwn(nameMap, key) ? plainTag(nameMap[key]!.tag) : undefined;
}

/** `(7FE0,0010)` as `7FE00010`. */
function plainTag(tag: string): string {
  return tag.replace(/[(),]/g, '').toUpperCase();
}
