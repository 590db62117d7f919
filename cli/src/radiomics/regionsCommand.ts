import type { Command } from 'commander';
import type { RegionsOptions } from './runRegions.js';

/** Adds `mutation-prediction regions`. */
export function registerRegionsCommand(program: Command): void {
  program
    .command('regions')
    .argument('<folder>', 'a folder with a subfolder for each case, as `radiomics` takes it')
    .requiredOption('--csv <file>', 'table with a row for each case')
    .option('--force', 'replace a table that is there already')
    .action(async (folder: string, options: RegionsOptions) => {
      const { runRegions } = await import('./runRegions.js');
      await runRegions(folder, options);
    });
}
