import type { ClinicalInputs } from '../../contract/clinical.js';
import type { Prediction } from '../../contract/prediction.js';
import { SEX_TERMS, SMOKING_TERMS } from '../content/clinicalTerms.js';
import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem, numContentItem } from '../content/contentItems.js';
import { MutationPredictionError } from '../../errors.js';

/** What is said of the patient once for the whole document; the rest is said with each run. */
export const SUBJECT_KEYS = ['ageYears', 'sex', 'smoking'] as const;
export type SubjectFacts = Pick<ClinicalInputs, (typeof SUBJECT_KEYS)[number]>;

/** TID 1006 with TID 1007: the patient as the models were told; what they were not told is absent. */
export function subjectContext({ sex, ageYears, smoking }: SubjectFacts): ContentItem[] {
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

/** What the runs were told of the patient; a run may have been told less than another. */
export function subjectFacts(predictions: readonly Prediction[]): SubjectFacts {
  return Object.assign({}, ...SUBJECT_KEYS.map((key) => factOf(predictions, key))) as SubjectFacts;
}

/** The keys of `SubjectFacts` that a run was told. */
export function toldFacts({ inputs }: Prediction): string[] {
  return SUBJECT_KEYS.filter((key) => inputs.clinical[key] !== undefined);
}

function factOf(predictions: readonly Prediction[], key: keyof SubjectFacts): SubjectFacts {
  const told = predictions.flatMap(({ inputs }) => inputs.clinical[key] ?? []);
  const [value, another] = new Set(told);
  if (another !== undefined) {
    throw new MutationPredictionError('invalid-report.different-facts', { key });
  }
  return value === undefined ? {} : { [key]: value };
}
