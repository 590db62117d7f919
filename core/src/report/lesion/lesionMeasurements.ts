import type { Code } from '../../contract/modelManifest.js';
import type { Lesion } from '../../contract/prediction.js';
import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem } from '../content/contentItems.js';
import { measurement } from '../content/measurement.js';
import { getAt } from '../content/propertyPath.js';

/** Path in `Lesion`, concept, unit and, where the concept alone is ambiguous, derivation. */
export const LESION_MEASUREMENTS: readonly {
  readonly path: string;
  readonly name: Code;
  readonly unit: Code;
  readonly derivation?: Code;
  /** That people read. */
  readonly decimals?: number;
}[] = [
  { path: 'volumeMm3', name: CODES.volume, unit: CODES.cubicMillimetre, decimals: 0 },
  {
    path: 'longestDiameterMm',
    name: CODES.diameter,
    unit: CODES.millimetre,
    derivation: CODES.maximum,
    decimals: 1,
  },
  { path: 'centroidLps.0', name: CODES.centroidLeft, unit: CODES.millimetre, decimals: 1 },
  { path: 'centroidLps.1', name: CODES.centroidPosterior, unit: CODES.millimetre, decimals: 1 },
  { path: 'centroidLps.2', name: CODES.centroidSuperior, unit: CODES.millimetre, decimals: 1 },
  { path: 'voxelCount', name: CODES.voxelCount, unit: CODES.noUnits },
  { path: 'sliceCount', name: CODES.sliceCount, unit: CODES.noUnits },
  { path: 'partCount', name: CODES.partCount, unit: CODES.noUnits },
  { path: 'fractionInField', name: CODES.fractionInField, unit: CODES.noUnits, decimals: 3 },
];

/** Size and place of the lesion as NUM items of its measurement group. */
export function lesionMeasurements(lesion: Lesion): ContentItem[] {
  return LESION_MEASUREMENTS.map(({ path, name, unit, derivation, decimals }) =>
    measurement(
      name,
      getAt(lesion, path) as number,
      unit,
      'CONTAINS',
      derivation && [codeContentItem(CODES.derivation, derivation, 'HAS CONCEPT MOD')],
      decimals,
    ),
  );
}
