import type { Command } from 'commander';

export interface ReportOptions {
  readonly json?: true;
}

/** Adds `mutation-prediction report`. */
export function registerReportCommand(program: Command): void {
  program
    .command('report')
    .description('read a saved prediction: a DICOM SR of this product')
    .argument('<file>', 'DICOM SR')
    .option('--json', 'print the prediction as JSON; of several lesions, a list')
    .action(async (file: string, options: ReportOptions) => {
      const { runReport } = await import('./runReport.js');
      await runReport(file, options);
    });
}
