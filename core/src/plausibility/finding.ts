import type { Finding } from '../contract/prediction.js';
import type { SegmentCodes } from '../contract/segmentCodes.js';
import type { Code } from '../contract/modelManifest.js';
import type { WarningCode } from '../contract/warning.js';
import { currentCode, structureTypeOf } from './structureCodes.js';

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });

const ABNORMAL = sct('49755003', 'Morphologically abnormal structure');
const LESION = sct('52988006', 'Lesion');
const LUNG = sct('39607008', 'Lung');

/**
 * What the contours hold, and where: as the segment's codes say, else what the check of the CT found. Nothing
 * is said that neither says, and no site in the lungs where the check found none.
 *
 * @param withheldFor codes of the warnings that withhold the result
 * @param isRegionChecked whether the CT around the lesion was looked at
 */
export function findingOf(
  codes: SegmentCodes,
  withheldFor: readonly WarningCode[],
  isRegionChecked: boolean,
): Finding | undefined {
  const isLungLesion = isRegionChecked && !withheldFor.some((code) => NO_LUNG_LESION.has(code));
  const type = specific(codes.type) ?? (isLungLesion ? LESION : undefined);
  if (!type) return undefined;
  const site = siteOf(codes, isLungLesion, isRegionChecked);
  const category = type === LESION ? ABNORMAL : codes.category && currentCode(codes.category);
  return {
    source: type === LESION ? 'image' : 'segment',
    ...(category && { category }),
    type: currentCode(type),
    ...(site && { site }),
  };
}

/** What is withheld for the model's sake only is a lung lesion all the same. */
const NO_LUNG_LESION: ReadonlySet<WarningCode> = new Set<WarningCode>([
  'other-structure',
  'implausible-hu',
  'outside-lung',
  'contours-on-air',
  'contours-on-bone',
  'contours-on-lung',
]);

function siteOf(
  { anatomicRegion, type }: SegmentCodes,
  isLungLesion: boolean,
  isRegionChecked: boolean,
): Code | undefined {
  const stated = specific(anatomicRegion);
  const kind = stated && structureTypeOf(stated);
  // Whoever says lung of what the CT shows elsewhere is not repeated.
  const isContradicted = (kind === 'lung' || kind === 'chest') && isRegionChecked && !isLungLesion;
  if (stated) return isContradicted ? undefined : currentCode(stated);
  const isOrgan = type !== undefined && structureTypeOf(type) === 'elsewhere';
  return isLungLesion && !isOrgan ? LUNG : undefined;
}

function specific(code: Code | undefined): Code | undefined {
  return code && structureTypeOf(code) !== 'unspecific' ? code : undefined;
}
