import { readFileSync } from 'node:fs';
import { ibsiFeatureNames } from './ibsiNames.js';
import { IBSI_CONFIGURATIONS } from './ibsiParameters.js';
import { ibsiFeatureInfo } from './ibsiTerms.js';

/** What PS3.16 calls IBSI's identifiers: test/golden/ibsi/make_terms.py. */
const STANDARD = JSON.parse(
  readFileSync(new URL('../../../../test/golden/ibsi/terms.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

const NAMES = ibsiFeatureNames(['2D', '2_5D', '3D']);
const infoOf = (name: string) => ibsiFeatureInfo(name, IBSI_CONFIGURATIONS.C);

test('every feature has the term of DICOM, where DICOM has one', () => {
  const own = new Set<string>();
  for (const name of NAMES) {
    const { code, title, family } = infoOf(name);
    if (code in STANDARD) expect(title).toBe(STANDARD[code]);
    else own.add(family);
    // LO
    expect(title.length).toBeLessThanOrEqual(64);
  }
  // Families whose identifiers PS3.16 does not list.
  expect([...own]).toEqual(['loc_peak', 'stat', 'ivh']);
});

test('a code means one feature; only fractions of the intensity-volume histogram share one', () => {
  const features = new Map<string, Set<string>>();
  for (const name of NAMES) {
    const { code, feature } = infoOf(name);
    features.set(code, (features.get(code) ?? new Set()).add(feature));
  }
  const shared = [...features.values()].filter(({ size }) => size > 1);
  expect(shared.map((names) => [...names])).toEqual([
    ['ivh_v10', 'ivh_v90'],
    ['ivh_i10', 'ivh_i90'],
  ]);
});

test('texture, and nothing else, says how its matrices were brought together', () => {
  expect(infoOf('cm_joint_max_2_5D_comb')).toMatchObject({
    feature: 'cm_joint_max',
    family: 'cm',
    code: 'GYBY',
    aggregation: { code: 'ZW7Z' },
  });
  expect(infoOf('szm_sze_3D').aggregation?.code).toBe('KOBO');
  const textures = ['cm', 'rlm', 'szm', 'dzm', 'ngt', 'ngl'];
  for (const name of NAMES) {
    const { aggregation, family } = infoOf(name);
    expect(aggregation !== undefined).toBe(textures.includes(family));
  }
});

test('intensities of a histogram in a number of bins are no Hounsfield units', () => {
  expect(infoOf('ivh_i10').unit).toBe('HU');
  expect(ibsiFeatureInfo('ivh_i10', IBSI_CONFIGURATIONS.E).unit).toBeUndefined();
  expect(ibsiFeatureInfo('stat_mean', IBSI_CONFIGURATIONS.E).unit).toBe('HU');
});

test('another name is refused', () => {
  expect(() => infoOf('morph_volume_3')).toThrow(RangeError);
  expect(() => infoOf('original_shape_MeshVolume')).toThrow(RangeError);
});
