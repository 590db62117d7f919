import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';
import { withholding } from '../contract/warningLevels.js';
import { checkCodes } from '../plausibility/codedStructure.js';
import { checkRegion } from '../plausibility/checkRegion.js';
import {
  checkBodyPart,
  checkContrast,
  checkLesionSize,
  checkParts,
  checkSliceCount,
  checkSliceThickness,
} from './inputChecks.js';

/**
 * Whether there is anything to predict, and what limits it, before any model is asked: first the warnings that
 * withhold the result, then those of segment, image and lesion.
 */
export function checkRequest(request: PredictionRequest): Warning[] {
  const { segmentCodes, descriptor, region, acquisition, lesion, inputWarnings } = request;
  const looksAtImage = region.data.length > 0;
  // Also of a model that looks at no image: its clinical values are the patient's.
  const isOfPatient = ({ code }: Warning) => code === 'other-patient';
  const found = [
    ...inputWarnings.filter(isOfPatient),
    checkCodes(segmentCodes),
    ...(descriptor ? checkRegion(descriptor) : []),
    ...(looksAtImage
      ? [
          checkBodyPart(acquisition),
          checkSliceThickness(acquisition, region.grid),
          checkContrast(acquisition),
          ...inputWarnings.filter((warning) => !isOfPatient(warning)),
          checkLesionSize(lesion),
          checkSliceCount(lesion),
          checkParts(lesion),
        ]
      : []),
  ].filter((warning) => warning !== undefined);
  const reasons = withholding(found);
  return [...reasons, ...found.filter((warning) => !reasons.includes(warning))];
}
