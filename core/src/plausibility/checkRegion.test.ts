import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import { levelOf } from '../contract/warningLevels.js';
import { checkRegion } from './checkRegion.js';

/** A solid nodule in the lung of the phantom. */
const NODULE: RegionDescriptor = {
  meanHu: -33,
  medianHu: 27,
  p10Hu: -221,
  p90Hu: 41,
  sdHu: 112,
  boneFraction: 0,
  aeratedFraction: 0,
  airFraction: 0,
  fatFraction: 0.15,
  softFraction: 0.69,
  aboveMinus500Fraction: 1,
  aboveMinus300Fraction: 0.95,
  aeratedWithin5Mm: 0.85,
  aeratedWithin10Mm: 0.93,
  aeratedWithin20Mm: 0.97,
  contact: 0.87,
  wideContact: 0.94,
  shellBoneFraction: 0,
  shellAirFraction: 0,
  shellFatFraction: 0,
  lungMedianHu: -856,
  contrastHu: 883,
  regionP1Hu: -872,
  regionP50Hu: -855,
  regionP99Hu: 39,
  regionSdHu: 183,
  regionBelowMinus1050: 0,
  regionBelowMinus500: 0.93,
  regionAbove500: 0,
  noiseHu: 17,
  logVolume: 8.6,
};

const found = (change: Partial<RegionDescriptor>) =>
  checkRegion({ ...NODULE, ...change }).map(({ code, reason }) =>
    [code, reason].filter(Boolean).join('.'),
  );

test('nothing is said of a nodule in the lung', () => {
  expect(found({})).toEqual([]);
});

test.each<[string, Partial<RegionDescriptor>, Partial<RegionDescriptor>]>([
  ['implausible-hu.flat', { regionSdHu: 4.9 }, { regionSdHu: 5 }],
  ['implausible-hu.low', { regionBelowMinus1050: 0.051 }, { regionBelowMinus1050: 0.05 }],
  ['implausible-hu.high', { regionAbove500: 0.151 }, { regionAbove500: 0.15 }],
  ['contours-on-air', { medianHu: -941 }, { medianHu: -940 }],
  ['outside-lung.none', { regionBelowMinus500: 0.0049 }, { regionBelowMinus500: 0.005 }],
  ['outside-lung.apart', { contact: 0.049 }, { contact: 0.2 }],
  ['contours-on-bone', { boneFraction: 0.251 }, { boneFraction: 0.1 }],
  [
    'contours-on-lung',
    { contrastHu: 119, aboveMinus500Fraction: 0.249 },
    // A cavity: as dense as lung in its middle, with a wall.
    { contrastHu: 119, aboveMinus500Fraction: 0.25 },
  ],
])('%s is why a result is withheld', (reason, beyond, within) => {
  expect(found(beyond)).toEqual([reason]);
  expect(checkRegion({ ...NODULE, ...beyond }).map(levelOf)).toEqual(['withhold']);
  expect(found(within)).toEqual([]);
});

test.each<[string, Partial<RegionDescriptor>, Partial<RegionDescriptor>]>([
  ['little-lung', { contact: 0.05 }, { contact: 0.2 }],
  ['dense-parts', { boneFraction: 0.25 }, { boneFraction: 0.1 }],
  ['blood-density', { medianHu: 130 }, { medianHu: 129 }],
  ['blood-density', { medianHu: 300 }, { medianHu: 301 }],
  ['unusual-lung', { lungMedianHu: -951 }, { lungMedianHu: -950 }],
  ['unusual-lung', { lungMedianHu: -659 }, { lungMedianHu: -660 }],
  [
    'little-tissue',
    { aboveMinus500Fraction: 0.049, contrastHu: 183 },
    { aboveMinus500Fraction: 0.05, contrastHu: 183 },
  ],
])('%s calls for caution', (code, beyond, within) => {
  expect(found(beyond)).toEqual([code]);
  expect(checkRegion({ ...NODULE, ...beyond }).map(levelOf)).toEqual(['caution']);
  expect(found(within)).toEqual([]);
});

test('values that are no HU, and air, explain everything else', () => {
  const nothing = { regionBelowMinus500: 0, contact: 0, contrastHu: 0, aboveMinus500Fraction: 0 };
  expect(found({ ...nothing, regionSdHu: 0 })).toEqual(['implausible-hu.flat']);
  expect(found({ ...nothing, medianHu: -1000 })).toEqual(['contours-on-air']);
  expect(found({ ...nothing, regionBelowMinus1050: 0.9, medianHu: -1900 })).toEqual([
    'implausible-hu.low',
  ]);
});

test('where there is no lung, nothing is said of its density', () => {
  expect(found({ contact: 0, aeratedWithin20Mm: 0, lungMedianHu: -500 })).toEqual([
    'outside-lung.apart',
  ]);
});

test('says what it found in figures', () => {
  const [withheld] = checkRegion({ ...NODULE, contact: 0.032 });
  expect(withheld!.message).toMatch(/^Only 3 % of what surrounds the lesion is aerated lung/);
  const [bone] = checkRegion({ ...NODULE, boneFraction: 0.42 });
  expect(bone!.message).toMatch(/^42 % of the lesion is as dense as bone/);
});
