import type { Code } from '../contract/modelManifest.js';
import type { SegmentCodes } from '../contract/segmentCodes.js';
import { checkCodes } from './codedStructure.js';
import { currentCode } from './structureCodes.js';

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });
const srt = (value: string, meaning: string): Code => ({ value, scheme: 'SRT', meaning });

const ABNORMAL = sct('49755003', 'Morphologically abnormal structure');
const ANATOMICAL = sct('91723000', 'Anatomical Structure');
const TISSUE = sct('85756007', 'Tissue');
const NEOPLASM = sct('108369006', 'Neoplasm');
const LIVER = sct('10200004', 'Liver');
const LUNG = sct('39607008', 'Lung');

const found = (codes: SegmentCodes) => {
  const warning = checkCodes(codes);
  return warning && [warning.code, warning.reason].filter(Boolean).join('.');
};

test.each<[string, SegmentCodes]>([
  ['nothing', {}],
  ['a neoplasm', { category: ABNORMAL, type: NEOPLASM }],
  ['a neoplasm in SNOMED RT', { category: srt('M-01000', 'x'), type: srt('M-8FFFF', 'Neoplasm') }],
  ['a nodule of the lung', { type: sct('27925004', 'Nodule'), anatomicRegion: LUNG }],
  ['a lesion in the chest', { type: NEOPLASM, anatomicRegion: sct('51185008', 'Chest') }],
  ['an abnormal structure of a site’s own', { category: ABNORMAL, type: { ...LUNG, value: '1' } }],
  ['tissue, as viewers say of what is drawn', { category: TISSUE, type: TISSUE }],
  ['a target volume', { interpretedType: 'GTV' }],
  ['what a planning system made up', { interpretedType: 'GTV_NODE' }],
])('%s is no reason to doubt', (_, codes) => {
  expect(found(codes)).toBeUndefined();
});

test.each<[string, SegmentCodes]>([
  ['an organ', { category: ANATOMICAL, type: LIVER }],
  ['an organ in SNOMED RT', { category: srt('T-D000A', 'x'), type: srt('T-62000', 'Liver') }],
  ['an organ called tissue', { category: TISSUE, type: sct('3138006', 'Bone') }],
  ['an organ of a plan', { type: { value: '7088', scheme: 'FMA', meaning: 'Heart' } }],
  ['the patient’s outline', { interpretedType: 'EXTERNAL' }],
  ['a device', { category: sct('260787004', 'Physical object'), type: sct('1', 'Pacemaker') }],
])('%s is withheld', (_, codes) => {
  expect(found(codes)).toBe('other-structure.coded');
});

test('a lesion elsewhere is withheld, and its place named', () => {
  const warning = checkCodes({ category: ABNORMAL, type: NEOPLASM, anatomicRegion: LIVER });
  expect(warning).toMatchObject({ code: 'other-structure', reason: 'elsewhere' });
  expect(warning!.message).toContain('“Liver”');
});

test.each<[string, SegmentCodes]>([
  ['a whole lung', { category: ANATOMICAL, type: LUNG }],
  ['an abscess', { category: ABNORMAL, type: sct('44132006', 'Abscess') }],
  ['an unknown organ', { category: ANATOMICAL, type: sct('123', 'Whatsit') }],
  ['an organ at risk', { interpretedType: 'ORGAN' }],
  [
    'an organ at risk of a scheme of its own',
    {
      type: { value: 'X', scheme: '99VMS_STRUCTCODE', meaning: 'Something' },
      interpretedType: 'AVOIDANCE',
    },
  ],
])('%s calls for caution', (_, codes) => {
  expect(found(codes)).toBe('coded-otherwise');
});

test('known codes are brought to SNOMED CT', () => {
  expect(currentCode(srt('T-62000', 'Leber'))).toEqual(LIVER);
  expect(currentCode({ value: 'T-62000', scheme: '99SDM', meaning: 'x' })).toEqual(LIVER);
  expect(currentCode({ value: '7197', scheme: 'FMA', meaning: 'x' })).toEqual(LIVER);
  const own = { value: 'T-62000', scheme: '99OWN', meaning: 'Mine' };
  expect(currentCode(own)).toBe(own);
  expect(currentCode(LIVER)).toBe(LIVER);
});
