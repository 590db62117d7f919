import type { Command } from 'commander';
import type { SignReportOptions } from './runSign.js';

/** Adds `mutation-prediction sign`. */
export function registerSignCommand(program: Command): void {
  const sign = program.command('sign');
  sign
    .command('key')
    .description('make a key; prints its public part as an entry of a list of trusted keys')
    .argument('<file>', 'new file for the private key (PEM); keep it to yourself')
    .requiredOption('--name <name>', 'whose key it is, as shown to those who trust it')
    .action(async (file: string, { name }: { readonly name: string }) => {
      const { runSignKey } = await import('./runSign.js');
      await runSignKey(file, name);
    });
  sign
    .command('model')
    .description('sign a model package: writes model.json.sig beside its model.json')
    .argument('<folder>', 'the package')
    .requiredOption('--key <file>', 'private key (PEM)')
    .action(async (folder: string, { key }: { readonly key: string }) => {
      const { runSignModel } = await import('./runSign.js');
      await runSignModel(folder, key);
    });
  sign
    .command('report')
    .description('write a signed copy of a report, which replaces it')
    .argument('<file>', 'DICOM SR of this product')
    .requiredOption('--key <file>', 'private key (PEM)')
    .requiredOption('--out <file>', 'the signed copy')
    .option('--force', 'replace a file that is there already')
    .action(async (file: string, options: SignReportOptions) => {
      const { runSignReport } = await import('./runSign.js');
      await runSignReport(file, options);
    });
}
