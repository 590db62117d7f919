import { data } from 'dcmjs';

const { nameMap } = data.DicomMetaDictionary;

/** VRs that the data dictionary leaves open, in dcmjs' notation, as they are read here. */
const OPEN_VRS: Readonly<Record<string, string>> = { ox: 'OW', lt: 'OW', up: 'UL', na: 'UN' };

/** (odd group, 0010–00FF), PS3.5 §7.8.1. */
const PRIVATE_CREATOR = /^...[13579BDF]00(?!0)../;

const vrByTag = new Map(Object.values(nameMap).map(({ tag, vr }) => [plainTag(tag), vr]));

/**
 * VR of an attribute in a file that does not say it (Implicit VR); UN for private attributes but their creators.
 *
 * @param tag eight upper-case hexadecimal digits
 * @param isSigned Pixel Representation 1: decides between US and SS
 */
export function dictionaryVr(tag: string, isSigned: boolean): string {
  const vr = vrByTag.get(tag) ?? (PRIVATE_CREATOR.test(tag) ? 'LO' : 'UN');
  if (vr === 'xs') return isSigned ? 'SS' : 'US';
  return OPEN_VRS[vr] ?? vr;
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
