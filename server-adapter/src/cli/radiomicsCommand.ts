import { Option, type Command } from 'commander';
import { RADIOMICS_PRESETS } from '@mutation-prediction/core';
import { addLesionOptions, type LesionOptions } from './caseOptions.js';

export interface RadiomicsOptions extends LesionOptions {
  /** PyRadiomics parameter file. */
  readonly params?: string;
  readonly preset: string;
  readonly csv?: string;
  readonly json?: true;
}

/** Adds `mutation-prediction radiomics`. */
export function registerRadiomicsCommand(program: Command): void {
  addLesionOptions(program.command('radiomics'))
    .description('radiomic features of a segmented lesion, as PyRadiomics computes them')
    .addOption(
      new Option('--preset <features>', 'set of features, by their number')
        .choices(Object.keys(RADIOMICS_PRESETS))
        .default('107'),
    )
    .addOption(
      new Option(
        '--params <file>',
        'PyRadiomics parameter file (YAML), instead of a preset',
      ).conflicts('preset'),
    )
    .option('--csv <file>', 'write them as a table with one row')
    .option('--json', 'print them as JSON')
    .action(async (options: RadiomicsOptions) => {
      const { runRadiomics } = await import('./runRadiomics.js');
      await runRadiomics(options);
    });
}
