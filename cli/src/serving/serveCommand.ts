import { InvalidArgumentError, type Command } from 'commander';
import type { ServeArguments } from './runServe.js';

/** Adds `mutation-prediction serve`: the Open Inference Protocol over the models of a folder. */
export function registerServeCommand(program: Command): void {
  program
    .command('serve')
    .option('--models <folder>', 'folder of the model packages (models.directory)')
    .option('--host <address>', 'address to listen on (network.host)')
    .option('--port <number>', 'port to listen on (network.port)')
    .option('--config <file>', 'settings as YAML or JSON; all are listed in docs/server.md')
    .option('--set <setting=value>', 'any other setting but secrets, again and again', collect)
    .action(async (args: ServeArguments) => {
      // Loaded on demand: a web server would slow down every other command's start.
      const { runServe } = await import('./runServe.js');
      await runServe(args);
    });
}

function collect(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [, setting, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (setting !== undefined && value !== undefined) return { ...others, [setting]: value };
  throw new InvalidArgumentError('Give a setting and its value, e.g. admission.queueLength=10.');
}
