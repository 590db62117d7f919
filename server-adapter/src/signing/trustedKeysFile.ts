import {
  MutationPredictionError,
  readTrustedKeys,
  type TrustedKey,
} from '@mutation-prediction/core';
import { readInputFile } from '../case/fileSources.js';

/**
 * The keys that are trusted here: of the file that is named, else of `MP_TRUSTED_KEYS`; none without.
 *
 * @throws MutationPredictionError `invalid-parameters`
 */
export async function trustedKeysOf(chosen: string | undefined): Promise<readonly TrustedKey[]> {
  const file = chosen ?? process.env['MP_TRUSTED_KEYS'];
  if (!file) return [];
  const bytes = await readInputFile(file, 'invalid-parameters.trusted-keys-unreadable');
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const problem = 'it is not JSON';
    throw new MutationPredictionError(
      'invalid-parameters.trusted-keys',
      { place: file, problem },
      { cause },
    );
  }
  return readTrustedKeys(list, file);
}
