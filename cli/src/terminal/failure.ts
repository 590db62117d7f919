import { MutationPredictionError } from '@mutation-prediction/core';
import { EXIT } from './exitCodes.js';
import { IncompleteError } from './incompleteError.js';
import { printJson, say } from './terminal.js';

/**
 * Says why a command ended early.
 *
 * @param asJson prints a refusal as JSON too
 * @throws what is no refusal, but a defect
 */
export function exitCodeOf(error: unknown, asJson: boolean): number {
  if (error instanceof MutationPredictionError) {
    refuse(error, asJson);
    return EXIT.refused;
  }
  if (error instanceof IncompleteError) {
    say(`${error.message}\n`);
    return EXIT.incomplete;
  }
  throw error;
}

function refuse({ code, message, advice }: MutationPredictionError, asJson: boolean): void {
  say(`${message}\n${advice ? `${advice}\n` : ''}`);
  if (asJson) printJson({ error: { code, message, advice } });
}
