import type { Command } from 'commander';
import { addCaseOptions, type CaseOptions } from './caseOptions.js';

export interface ViewsOptions extends CaseOptions {
  readonly out: string;
  readonly force?: true;
}

/** Adds `mutation-prediction views`. */
export function registerViewsCommand(program: Command): void {
  addCaseOptions(program.command('views'))
    .description('write what the model sees: a picture per view, and views.f32 in HU')
    .requiredOption('--out <folder>', 'folder for the files; made when missing')
    .option('--force', 'replace files that are there already')
    .action(async (options: ViewsOptions) => {
      const { runViews } = await import('./runViews.js');
      await runViews(options);
    });
}
