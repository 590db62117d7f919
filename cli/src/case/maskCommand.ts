import type { Command } from 'commander';
import { addLesionOptions } from './caseOptions.js';
import type { MaskOptions } from './runMask.js';

/** Adds `mutation-prediction mask`. */
export function registerMaskCommand(program: Command): void {
  addLesionOptions(program.command('mask'))
    .requiredOption('--out <file>', 'MASK.nii.gz, or MASK.nii uncompressed')
    .option('--force', 'replace the file where it is there already')
    .action(async (options: MaskOptions) => {
      const { runMask } = await import('./runMask.js');
      await runMask(options);
    });
}
