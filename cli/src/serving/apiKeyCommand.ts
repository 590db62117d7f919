import { Option, type Command } from 'commander';
import type { Role } from '@mutation-prediction/server-adapter/serving';
import { print, say } from '../terminal/terminal.js';

interface ApiKeyArguments {
  readonly file: string;
  readonly name: string;
  readonly role: readonly Role[];
  readonly expires?: string;
}

/** Adds `mutation-prediction api-key`: a key for a caller of the server. */
export function registerApiKeyCommand(program: Command): void {
  program
    .command('api-key')
    .requiredOption(
      '--file <file>',
      'file of keys (access.apiKeysFile); it holds their hashes only',
    )
    .requiredOption('--name <name>', 'who gets the key; stands in the audit trail')
    .addOption(
      new Option('--role <role...>', 'what the key is for')
        .choices(['predict', 'monitor', 'admin'] satisfies Role[])
        .default(['predict']),
    )
    .option('--expires <instant>', 'until when it is good, e.g. 2027-01-01T00:00:00Z')
    .action(async ({ file, name, role, expires }: ApiKeyArguments) => {
      const { addApiKey } = await import('@mutation-prediction/server-adapter/serving');
      const added = { name, roles: role, ...(expires !== undefined && { expires }) };
      print(`${await addApiKey(file, added)}\n`);
      say('This is the only time that the key is shown.\n');
    });
}
