import { MutationPredictionError } from '@mutation-prediction/core';
import { Command } from 'commander';
import { registerViewerCommand } from '../viewer/command.js';

/** Exit codes: 0 done, 1 refused with the reason, 2 usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('mutation-prediction');
  registerViewerCommand(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof MutationPredictionError)) throw error;
    process.stderr.write(`${error.message}\n${error.advice}\n`);
    return 1;
  }
}
