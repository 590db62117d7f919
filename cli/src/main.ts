import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.js';
import { EXIT } from './terminal/exitCodes.js';
import { endWhenUnread } from './terminal/terminal.js';

/**
 * Runs the command line.
 *
 * @param argv without node and script
 * @returns the exit code: 0 done, 1 refused with the reason, 2 usage, 3 some cases failed
 */
export async function main(argv: readonly string[]): Promise<number> {
  endWhenUnread();
  const program = new Command('mutation-prediction')
    .description('EGFR and KRAS prediction from segmented lung lesions. Research use only.')
    .exitOverride();
  for (const { name, description, load } of COMMANDS) {
    if (argv.includes(name)) (await load())(program);
    const listed = program.commands.find((command) => command.name() === name);
    (listed ?? program.command(name)).description(description);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    // Help and usage do without the engine, whose errors these are.
    const { exitCodeOf } = await import('./terminal/failure.js');
    return exitCodeOf(error, argv.includes('--json'));
  }
}
