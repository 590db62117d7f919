import type { Code } from '../../contract/modelManifest.js';
import type { Sex, Smoking } from '../../contract/clinical.js';
import { CODES } from './codes.js';

export const SEX_TERMS: Readonly<Record<Sex, Code>> = {
  F: CODES.female,
  M: CODES.male,
  O: CODES.otherSex,
};

export const SMOKING_TERMS: Readonly<Record<Smoking, Code>> = {
  never: CODES.neverSmoker,
  former: CODES.formerSmoker,
  current: CODES.currentSmoker,
};
