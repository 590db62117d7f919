import type { Command } from 'commander';
import { AT, CT, PHASE, SIZE } from './caseOptions.js';
import type { SegmentOptions } from './runSegment.js';

/** Adds `mutation-prediction segment`. */
export function registerSegmentCommand(program: Command): void {
  program
    .command('segment')
    .requiredOption(...CT)
    .requiredOption(...AT)
    .option(...SIZE)
    .option('--series <uid>', 'CT series, where the folder holds several')
    .option(...PHASE)
    .requiredOption('--out <file>', 'DICOM SEG; a NIfTI mask where it ends in .nii or .nii.gz')
    .option('--force', 'replace the file where it is there already')
    .addHelpText('after', EXAMPLES)
    .action(async (options: SegmentOptions) => {
      const { runSegment } = await import('./runSegment.js');
      await runSegment(options);
    });
}

const EXAMPLES = `
Example:
  mutation-prediction segment --ct dicom/ --at -88,-14,58 --out nodule.seg.dcm
  mutation-prediction predict --ct dicom/ --seg nodule.seg.dcm --report report.dcm
`;
