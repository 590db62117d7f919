import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mask } from '../imaging/volume.js';
import { readNiftiFile } from '../imaging/niftiFile.js';
import { extractRadiomics } from './extractRadiomics.js';
import type { FeatureClass } from './features/featureNames.js';
import type { RadiomicsImage } from './roi/image.js';
import { readNrrdFile } from './files/nrrd.js';
import type { ImageTypeSettings, RadiomicsParameters } from './parameters/parameters.js';
import { RADIOMICS_PRESETS } from './parameters/parameters.js';
import type { RadiomicsSettings } from './parameters/settings.js';
import { DEFAULT_SETTINGS } from './parameters/settings.js';

/**
 * Against PyRadiomics itself: its own baselines (published with it, BSD-3-Clause) and feature vectors
 * from running it (generated/ of the oracle).
 */
const oracle = path.resolve(process.env['MP_DATA'] ?? '../shared/data', 'radiomics-oracle');
const TOLERANCE = 1e-6;

interface Column {
  readonly settings: Record<string, unknown>;
  readonly features: Readonly<Record<string, number>>;
}
interface Vector extends Column {
  readonly case: string;
  readonly imageTypes: RadiomicsParameters['imageType'];
}

/** Shape values that predate a change of PyRadiomics' mesh: `generated/brain1_default.json` has them. */
const OUTDATED = ['MeshVolume', 'SurfaceArea', 'SurfaceVolumeRatio', 'Sphericity'].map(
  (name) => `original_shape_${name}`,
);

function json<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(oracle, file), 'utf8')) as T;
}

function nrrdCase(name: string): { image: RadiomicsImage; mask: Mask } {
  const read = (part: string) => {
    const file = `pyradiomics/images/${name}_${part}.nrrd`;
    return readNrrdFile(readFileSync(path.join(oracle, file)), file);
  };
  return caseOf(read('image'), read('label'));
}

function niftiCase(folder: string): { image: RadiomicsImage; mask: Mask } {
  const read = (part: string) => {
    const file = `ibsi1/phantoms/${folder}/${part}.nii.gz`;
    return readNiftiFile(readFileSync(path.join(oracle, file)), file);
  };
  return caseOf(read('phantom'), read('mask'));
}

function caseOf(
  image: Pick<ReturnType<typeof readNrrdFile>, 'grid' | 'voxels'>,
  label: Pick<ReturnType<typeof readNrrdFile>, 'grid' | 'voxels'>,
) {
  const { grid, voxels } = image;
  const isReal = voxels instanceof Float32Array || voxels instanceof Float64Array;
  return {
    image: { grid, data: isReal ? voxels : Int16Array.from(voxels) },
    mask: { grid, data: Uint8Array.from(label.voxels, (value) => (value === 1 ? 1 : 0)) },
  };
}

/** The settings of an oracle that the engine knows; the rest does not change a number. */
function knownSettings(settings: Record<string, unknown>): Partial<RadiomicsSettings> {
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) => key in DEFAULT_SETTINGS),
  ) as Partial<RadiomicsSettings>;
}

/** Features more than the tolerance off, and the largest relative error of the others. */
function compare(
  actual: ReadonlyMap<string, number>,
  expected: Readonly<Record<string, number>>,
  except: readonly string[] = [],
) {
  const wrong: string[] = [];
  let worst = 0;
  for (const [name, value] of Object.entries(expected)) {
    if (except.includes(name)) continue;
    const found = actual.get(name) ?? NaN;
    // Values that are 0 but for rounding have no relative error to speak of.
    const scale = Math.abs(value) < 1e-9 ? 1 : Math.abs(value);
    const error = Math.abs(found - value) / scale;
    if (!(error <= TOLERANCE)) wrong.push(`${name}: ${found} instead of ${value}`);
    else worst = Math.max(worst, error);
  }
  return { wrong, worst };
}

function valuesOf(
  { image, mask }: { image: RadiomicsImage; mask: Mask },
  parameters: RadiomicsParameters,
): Map<string, number> {
  const { features } = extractRadiomics(image, mask, parameters);
  return new Map(features.map(({ name, value }) => [name, value]));
}

function largestSlice({ grid, data }: Mask): Mask {
  const voxels = grid.size[0] * grid.size[1];
  const counts = Array.from({ length: grid.size[2] }, (_, k) =>
    data.subarray(k * voxels, (k + 1) * voxels).reduce((sum, inside) => sum + inside, 0),
  );
  const largest = counts.indexOf(Math.max(...counts));
  return {
    grid,
    data: data.map((inside, n) => (Math.floor(n / voxels) === largest ? inside : 0)),
  };
}

const report: string[] = [];
afterAll(() => {
  if (report.length > 0) process.stdout.write(`${report.join('\n')}\n`);
});

if (!existsSync(oracle)) {
  process.stdout.write('skipped: PyRadiomics baselines (no radiomics-oracle below MP_DATA)\n');
  // The synthetic CT of `extractRadiomics.test.ts` holds the engine to PyRadiomics without them.
  test.skip('PyRadiomics baselines', () => undefined);
} else {
  const baselines = json<Record<string, Record<string, Column>>>('pyradiomics/baseline_all.json');
  const classes = ['firstorder', 'shape', 'glcm', 'glrlm', 'glszm', 'gldm', 'ngtdm'] as const;

  describe.each(['brain1', 'brain2', 'breast1'])('PyRadiomics baseline %s', (name) => {
    const input = nrrdCase(name);
    const configurations = new Set(
      classes.flatMap((featureClass) =>
        Object.keys(baselines[featureClass]!).filter((column) => column.split('_')[0] === name),
      ),
    );
    test.each([...configurations])('%s', (column) => {
      let worst = 0;
      for (const featureClass of classes) {
        const expected = baselines[featureClass]![column];
        if (!expected) continue;
        const actual = valuesOf(input, {
          imageType: { Original: {} },
          featureClass: { [featureClass]: 'all' } as Record<FeatureClass, 'all'>,
          setting: knownSettings(expected.settings),
        });
        const result = compare(actual, expected.features, name === 'brain1' ? OUTDATED : []);
        expect(result.wrong).toEqual([]);
        worst = Math.max(worst, result.worst);
      }
      report.push(`${column}: worst relative error ${worst.toExponential(1)}`);
    });
  });

  test.each(['brain1', 'brain2', 'breast1'])(
    'PyRadiomics baseline %s_shape2D, of the slice that holds most of the ROI',
    (name) => {
      const { image, mask } = nrrdCase(name);
      const expected = baselines['shape2D']![`${name}_shape2D`]!;
      const actual = valuesOf(
        { image, mask: largestSlice(mask) },
        {
          imageType: { Original: {} },
          featureClass: { shape2D: 'all' },
          setting: knownSettings(expected.settings),
        },
      );
      expect([...actual.keys()]).toHaveLength(9);
      const { wrong, worst } = compare(actual, expected.features);
      expect(wrong).toEqual([]);
      report.push(`${name}_shape2D: worst relative error ${worst.toExponential(1)}`);
    },
  );

  describe('PyRadiomics feature vectors', () => {
    test.each([
      'brain1_default',
      'breast1_default',
      'ibsi_digital_default_bw1',
      'ibsi_ct_native',
      'ibsi_ct_C_like_2mm_linear',
      'ibsi_ct_D_like_2mm_linear_fbn32',
      'breast1_all_1mm',
      'brain1_all',
    ])(
      '%s',
      (file) => {
        const vector = json<Vector>(`generated/${file}.json`);
        const input = vector.case.startsWith('ibsi')
          ? niftiCase(
              vector.case === 'ibsi_ct' ? 'ibsi_1_ct_radiomics_phantom' : 'ibsi_1_digital_phantom',
            )
          : nrrdCase(vector.case);
        const actual = valuesOf(input, {
          ...RADIOMICS_PRESETS[107],
          imageType: vector.imageTypes as Record<string, ImageTypeSettings>,
          setting: knownSettings(vector.settings),
        });
        expect([...actual.keys()]).toEqual(Object.keys(vector.features));
        const { wrong, worst } = compare(actual, vector.features);
        expect(wrong).toEqual([]);
        report.push(
          `${file}: ${actual.size} features, worst relative error ${worst.toExponential(1)}`,
        );
      },
      600_000,
    );
  });
}
