import type { Command } from 'commander';
import type { SegmentsOptions } from './runSegments.js';

/** Adds `mutation-prediction segments`. */
export function registerSegmentsCommand(program: Command): void {
  program
    .command('segments')
    .argument('<file>', 'SEG, RTSTRUCT or NIfTI label image')
    .option('--json', 'print the list as JSON')
    .action(async (file: string, options: SegmentsOptions) => {
      const { runSegments } = await import('./runSegments.js');
      await runSegments(file, options);
    });
}
