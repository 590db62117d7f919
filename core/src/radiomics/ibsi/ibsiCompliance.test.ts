/**
 * Against the published reference values of IBSI 1, for its digital phantom and the five configurations
 * of its CT phantom. docs/ibsi-compliance.md holds what comes out; to write it anew:
 *
 *     WRITE_DOCS=1 npm run test:unit -- core/src/radiomics/ibsi
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readImageFile } from '../files/imageFile.js';
import { maskOfLabel, readLabelFile } from '../files/labelFile.js';
import {
  complianceDocument,
  type ComparedValue,
  type Comparison,
} from '../../../../test/support/complianceDocument.js';
import { extractIbsi } from './extractIbsi.js';
import { IBSI_CONFIGURATIONS, type IbsiSettings } from './ibsiParameters.js';

const oracle = path.resolve(process.env['MP_DATA'] ?? '../shared/data', 'radiomics-oracle/ibsi1');
const document = path.resolve('docs/ibsi-compliance.md');

const DIGITAL: IbsiSettings = {
  spacingMm: null,
  interpolation: 'linear',
  roundIntensities: false,
  resegmentRange: null,
  outlierSigma: null,
  discretisation: { binWidth: 1 },
  volumeHistogram: null,
  textures: ['2D', '2_5D', '3D'],
};
const configurations = Object.entries(IBSI_CONFIGURATIONS);
const DATA_SETS: readonly (readonly [string, string, string, IbsiSettings])[] = [
  ['Digital phantom', 'dig_phantom', 'ibsi_1_digital_phantom', DIGITAL],
  ...configurations.map(
    ([name, setting]) =>
      [
        `Configuration ${name}`,
        `chest_config_${name.toLowerCase()}`,
        'ibsi_1_ct_radiomics_phantom',
        setting,
      ] as const,
  ),
];

interface Reference {
  readonly name: string;
  readonly value: number;
  readonly tolerance: number;
}

/** Values that the initiative agreed on; those without consensus and of the processing are left out. */
function references(file: string): Reference[] {
  const [, ...lines] = read(`mirp_reference/ibsi_1_${file}.csv`).toString().trim().split('\n');
  return lines
    .map((line) => line.trim().split(';') as [string, string, string])
    .filter(([value, , name]) => value !== '' && !/_(img|roi)$/.test(name))
    .map(([value, tolerance, name]) => ({
      name,
      value: Number(value),
      tolerance: Number(tolerance),
    }));
}

function read(file: string): Buffer {
  return readFileSync(path.join(oracle, file));
}

/** References have three digits: a value agrees when it does so as it is, or rounded like them. */
function agrees(found: number | undefined, { value, tolerance }: Reference): boolean {
  if (found === undefined) return false;
  return [found, Number(found.toPrecision(3))].some(
    (candidate) => Math.abs(candidate - value) <= tolerance + 1e-9 * Math.abs(value),
  );
}

function compare(file: string, phantom: string, setting: IbsiSettings): ComparedValue[] {
  const at = (name: string) => read(`phantoms/${phantom}/${name}.nii.gz`);
  const image = readImageFile(at('phantom'), 'phantom');
  const mask = maskOfLabel(readLabelFile(at('mask'), 'mask'));
  const onGrid = { grid: image.grid, data: mask.data };
  const { features } = extractIbsi(image, onGrid, { profile: 'ibsi', setting });
  const values = new Map(features.map(({ name, value }) => [name, value]));
  return references(file).map((reference) => {
    const found = values.get(reference.name);
    return { ...reference, found, isWithin: agrees(found, reference) };
  });
}

if (!existsSync(oracle)) {
  process.stdout.write('skipped: IBSI compliance (no radiomics-oracle below MP_DATA)\n');
  // `extractIbsi.test.ts` holds the profile without the published values.
  test.skip('IBSI compliance', () => undefined);
} else {
  const comparisons: Comparison[] = [];

  test.each(DATA_SETS)(
    '%s: every reference value is reproduced',
    (title, file, phantom, setting) => {
      const values = compare(file, phantom, setting);
      comparisons.push({ title, values });
      const within = values.filter(({ isWithin }) => isWithin).length;
      process.stdout.write(`${title}: ${within} of ${values.length} published values\n`);
      expect(values.filter(({ isWithin }) => !isWithin)).toEqual([]);
      expect(values.length).toBeGreaterThan(200);
    },
    300_000,
  );

  test('docs/ibsi-compliance.md says what comes out', () => {
    expect(comparisons).toHaveLength(DATA_SETS.length);
    const fresh = complianceDocument(comparisons);
    if (process.env['WRITE_DOCS']) writeFileSync(document, fresh);
    expect(readFileSync(document, 'utf8')).toBe(fresh);
  });
}
