import type { z } from 'zod';
import { MutationPredictionError } from '../../errors.js';
import { messageOf } from '../../plainError.js';

/** A parameter file that is no YAML, in the parser's words. */
export function notYaml(file: string, cause: unknown): MutationPredictionError {
  const [problem = ''] = messageOf(cause).split('\n');
  return new MutationPredictionError('invalid-parameters.not-yaml', { file, problem });
}

/** The first thing in a parameter file that the engine does not know or cannot honour, in zod's words. */
export function invalidParameters(file: string, { issues }: z.ZodError): MutationPredictionError {
  const [{ path, message: problem } = { path: [], message: '' }] = issues;
  const setting = path.join('.');
  return setting
    ? new MutationPredictionError('invalid-parameters.setting', { file, setting, problem })
    : new MutationPredictionError('invalid-parameters.file', { file, problem });
}
