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
}[] = [
  { path: 'volumeMm3', name: CODES.volume, unit: CODES.cubicMillimetre },
  {
    path: 'longestDiameterMm',
    name: CODES.diameter,
    unit: CODES.millimetre,
    derivation: CODES.maximum,
  },
  { path: 'centroidLps.0', name: CODES.centroidLeft, unit: CODES.millimetre },
  { path: 'centroidLps.1', name: CODES.centroidPosterior, unit: CODES.millimetre },
  { path: 'centroidLps.2', name: CODES.centroidSuperior, unit: CODES.millimetre },
  { path: 'voxelCount', name: CODES.voxelCount, unit: CODES.noUnits },
  { path: 'sliceCount', name: CODES.sliceCount, unit: CODES.noUnits },
  { path: 'partCount', name: CODES.partCount, unit: CODES.noUnits },
  { path: 'fractionInField', name: CODES.fractionInField, unit: CODES.noUnits },
];

/** Size and place of the lesion as NUM items of its measurement group. */
export function lesionMeasurements(lesion: Lesion): ContentItem[] {
  return LESION_MEASUREMENTS.map(({ path, name, unit, derivation }) =>
    measurement(
      name,
      getAt(lesion, path) as number,
      unit,
      'CONTAINS',
      derivation && [codeContentItem(CODES.derivation, derivation, 'HAS CONCEPT MOD')],
    ),
  );
}
