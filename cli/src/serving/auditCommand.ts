import type { Command } from 'commander';
import { print, printJson } from '../terminal/terminal.js';

interface VerifyOptions {
  readonly head?: string;
  readonly json?: true;
}

/** Adds `mutation-prediction audit verify`. */
export function registerAuditCommand(program: Command): void {
  program
    .command('audit')
    .command('verify')
    .description('check that no record of a trail was changed, taken away or put in between')
    .argument('<file>', 'audit trail')
    .option('--head <hash>', 'a record that must be in it: the head that was noted earlier')
    .option('--json', 'print what was found as JSON')
    .action(async (file: string, { head, json }: VerifyOptions) => {
      const { verifyTrail } = await import('@mutation-prediction/server-adapter/serving');
      const found = await verifyTrail(file, head);
      if (json) return printJson(found);
      const { records, from, to } = found;
      const count = records === 1 ? '1 record' : `${records} records`;
      const span = from === undefined ? '' : `, from ${from} to ${to}`;
      print(`${file} is intact: ${count}${span}.\nHead: ${found.head}\n`);
    });
}
