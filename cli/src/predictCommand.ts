import { Option, type Command } from 'commander';
import { addCaseOptions, type CaseOptions } from './caseOptions.js';
import { addClinicalOptions, type ClinicalOptions } from './clinicalOptions.js';

export interface PredictArguments extends CaseOptions, ClinicalOptions {
  /** Every segment is a lesion. */
  readonly all?: true;
  /** Figures also where a check withholds them. */
  readonly showWithheld?: true;
  readonly report?: string;
  readonly json?: true;
}

/** Adds `mutation-prediction predict`. */
export function registerPredictCommand(program: Command): void {
  addClinicalOptions(addCaseOptions(program.command('predict')))
    .description('predict the mutations of segmented lung lesions')
    .addOption(
      new Option('--all', 'every segment as a lesion; one report holds them all').conflicts([
        'segment',
        'component',
      ]),
    )
    .option(
      '--show-withheld',
      'show, and report, what the model says even where a check withholds it; marked everywhere',
    )
    .option('--report <file>', 'write a DICOM SR (and OUT.seg.dcm where the contours need one)')
    .option('--json', 'print the prediction as JSON; with --all, a list')
    .action(async (options: PredictArguments) => {
      // Loaded on demand: the network's runtime would slow down every other command's start.
      const { runPredict } = await import('./runPredict.js');
      await runPredict(options);
    });
}
