import { MutationPredictionError } from '../../errors.js';

/** @throws `truncated-pixel-data` */
export function failTruncated(objectName: string, problem: string): never {
  throw new MutationPredictionError(
    'truncated-pixel-data',
    `The pixel data of ${objectName} is incomplete: ${problem}.`,
    'Copy or export the file again from the system that made it.',
  );
}
