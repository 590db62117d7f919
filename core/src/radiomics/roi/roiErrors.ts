import { MutationPredictionError } from '../../errors.js';

/** A mask (or what is left of it) that features cannot be taken of. */
export function unsuitableRoi(problem: string, advice: string): MutationPredictionError {
  return new MutationPredictionError('unsuitable-roi', problem, advice);
}

/** A parameter that the engine does not know or cannot honour. */
export function invalidParameters(problem: string): MutationPredictionError {
  return new MutationPredictionError(
    'invalid-parameters',
    problem,
    'Correct the parameters; docs/radiomics.md lists those that exist.',
  );
}
