import type { Code } from '../contract/modelManifest.js';
import { findingOf } from './finding.js';

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });

const ABNORMAL = sct('49755003', 'Morphologically abnormal structure');
const ANATOMICAL = sct('91723000', 'Anatomical Structure');
const NEOPLASM = sct('108369006', 'Neoplasm');
const LESION = sct('52988006', 'Lesion');
const LIVER = sct('10200004', 'Liver');
const LUNG = sct('39607008', 'Lung');
const TISSUE = sct('85756007', 'Tissue');
const LOBE: Code = { value: 'T-28820', scheme: 'SRT', meaning: 'Upper lobe' };

test('what the codes say wins over what the CT shows', () => {
  expect(findingOf({ category: ABNORMAL, type: NEOPLASM, anatomicRegion: LOBE }, [], true)).toEqual(
    {
      source: 'segment',
      category: ABNORMAL,
      type: NEOPLASM,
      site: sct('45653009', 'Upper lobe of lung'),
    },
  );
  expect(findingOf({ type: NEOPLASM }, [], true)).toEqual({
    source: 'segment',
    type: NEOPLASM,
    site: LUNG,
  });
});

test('without codes it is a lesion of the lung where the check finds one', () => {
  const image = { source: 'image', category: ABNORMAL, type: LESION, site: LUNG };
  expect(findingOf({}, [], true)).toEqual(image);
  expect(findingOf({ category: TISSUE, type: TISSUE }, [], true)).toEqual(image);
  // A lung lesion that the model does not see is one all the same.
  expect(findingOf({}, ['outside-field'], true)).toEqual(image);
});

test.each([
  'implausible-hu',
  'outside-lung',
  'contours-on-air',
  'contours-on-bone',
  'contours-on-lung',
] as const)('nothing is said of contours withheld for %s', (code) => {
  expect(findingOf({}, [code], true)).toBeUndefined();
  // The segment's word is repeated, its place in the lung is not.
  expect(findingOf({ type: NEOPLASM, anatomicRegion: LUNG }, [code], true)).toEqual({
    source: 'segment',
    type: NEOPLASM,
  });
});

test('a liver is a liver, and nowhere in the lung', () => {
  const codes = { category: ANATOMICAL, type: LIVER };
  const liver = { source: 'segment', category: ANATOMICAL, type: LIVER };
  expect(findingOf(codes, ['other-structure', 'outside-lung'], true)).toEqual(liver);
  expect(findingOf(codes, ['other-structure'], false)).toEqual(liver);
  expect(findingOf(codes, [], true)).toEqual(liver);
  expect(
    findingOf({ type: NEOPLASM, anatomicRegion: LIVER }, ['other-structure'], true),
  ).toMatchObject({ type: NEOPLASM, site: LIVER });
});

test('where nobody looked at the CT, only the codes speak', () => {
  expect(findingOf({}, [], false)).toBeUndefined();
  expect(findingOf({ type: NEOPLASM }, [], false)).toEqual({ source: 'segment', type: NEOPLASM });
  expect(findingOf({ type: NEOPLASM, anatomicRegion: LUNG }, [], false)).toMatchObject({
    site: LUNG,
  });
});
