import type { Code } from '../contract/modelManifest.js';
import type { SegmentCodes } from '../contract/segmentCodes.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { categoryOf, structureTypeOf } from './structureCodes.js';

/** Interpreted types (PS3.3 C.8.8.8.1) of what is no tissue, or all of it. */
const NO_LESION: ReadonlySet<string> = new Set([
  'EXTERNAL',
  'SUPPORT',
  'FIXATION',
  'BOLUS',
  'MARKER',
  'DEVICE',
  'SPACER',
  'ISOCENTER',
  'REGISTRATION',
  'CONTRAST_AGENT',
  'DOSE_REGION',
  'DOSE_MEASUREMENT',
  'BRACHY_CHANNEL',
  'BRACHY_ACCESSORY',
  'BRACHY_SRC_APP',
  'BRACHY_CHNL_SHLD',
]);
/** Those that planning systems write for whatever is drawn. */
const VAGUE: ReadonlySet<string> = new Set(['ORGAN', 'AVOIDANCE', 'CAVITY', 'CONTROL']);

/** Whether a segment is coded as something else than a lung lesion. */
export function checkCodes(codes: SegmentCodes): Warning | undefined {
  const { category, type, anatomicRegion, interpretedType } = codes;
  const kind = type && structureTypeOf(type);
  const group = category && categoryOf(category);

  if (kind === 'elsewhere' || group === 'other') return coded(type ?? category!);
  if (anatomicRegion && structureTypeOf(anatomicRegion) === 'elsewhere') {
    return warningOf('other-structure.elsewhere', { structure: anatomicRegion.meaning });
  }
  if (kind === 'lesion') return undefined;
  if (kind === 'otherLesion' || kind === 'lung' || kind === 'chest') return codedOtherwise(type!);
  // A code that is not known here, for what is said to be an organ.
  if (kind === undefined && type && group !== undefined && group !== 'abnormal') {
    return codedOtherwise(type);
  }
  return interpretedType === undefined ? undefined : checkInterpretedType(interpretedType);
}

function checkInterpretedType(interpretedType: string): Warning | undefined {
  if (NO_LESION.has(interpretedType)) {
    return warningOf('other-structure.coded', { structure: interpretedType });
  }
  return VAGUE.has(interpretedType)
    ? warningOf('coded-otherwise', { structure: interpretedType })
    : undefined;
}

const coded = ({ meaning }: Code) => warningOf('other-structure.coded', { structure: meaning });
const codedOtherwise = ({ meaning }: Code) => warningOf('coded-otherwise', { structure: meaning });
