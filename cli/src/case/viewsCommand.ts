import type { Command } from 'commander';
import { addCaseOptions } from './caseOptions.js';
import type { ViewsOptions } from './runViews.js';

/** Adds `mutation-prediction views`. */
export function registerViewsCommand(program: Command): void {
  addCaseOptions(program.command('views'))
    .requiredOption('--out <folder>', 'folder for the files; made when missing')
    .option('--force', 'replace files that are there already')
    .action(async (options: ViewsOptions) => {
      const { runViews } = await import('./runViews.js');
      await runViews(options);
    });
}
