import type { Command } from 'commander';
import { ACCEPT_OTHER_PATIENT, TRUSTED_KEYS } from '../case/caseOptions.js';
import type { ReportOptions } from './runReport.js';

/** Adds `mutation-prediction report`. */
export function registerReportCommand(program: Command): void {
  program
    .command('report')
    .argument('<file>', 'DICOM SR')
    .option('--ct <path>', "the patient's CT: a report of another patient is refused")
    .option(...ACCEPT_OTHER_PATIENT)
    .option(...TRUSTED_KEYS)
    .option('--json', 'print the prediction as JSON; of several lesions, a list')
    .action(async (file: string, options: ReportOptions) => {
      const { runReport } = await import('./runReport.js');
      await runReport(file, options);
    });
}
