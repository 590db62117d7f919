import { MutationPredictionError } from '../../errors.js';

/** Refuses to build an invalid report; `problem` names the content item or attribute. */
export function invalidReport(problem: string): never {
  throw new MutationPredictionError(
    'invalid-report',
    `The report cannot be written: ${problem}.`,
    'Nothing was stored. Report this with the model package that was used.',
  );
}
