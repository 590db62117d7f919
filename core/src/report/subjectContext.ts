import type { ClinicalInputs } from '../prediction/clinical.js';
import { SEX_TERMS, SMOKING_TERMS } from './clinicalTerms.js';
import { CODES } from './codes.js';
import type { ContentItem } from './contentItems.js';
import { codeContentItem, numContentItem } from './contentItems.js';

/** TID 1006 with TID 1007: the patient as the model was told; what it was not told is absent. */
export function subjectContext({ sex, ageYears, smoking }: ClinicalInputs): ContentItem[] {
  const relationship = 'HAS OBS CONTEXT';
  const items = [codeContentItem(CODES.subjectClass, CODES.patient, relationship)];
  if (sex) items.push(codeContentItem(CODES.subjectSex, SEX_TERMS[sex], relationship));
  if (ageYears !== undefined) {
    items.push(numContentItem(CODES.subjectAge, ageYears, CODES.year, relationship));
  }
  if (smoking) {
    const habit = SMOKING_TERMS[smoking];
    items.push(codeContentItem(CODES.tobaccoSmokingBehavior, habit, relationship));
  }
  return items;
}
