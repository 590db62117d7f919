import { sexSchema, smokingSchema, type Sex, type Smoking } from '@mutation-prediction/core';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { addCaseOptions, type CaseOptions } from './caseOptions.js';

export interface PredictOptions extends CaseOptions {
  readonly age?: number;
  readonly sex?: Sex;
  readonly smoking?: Smoking;
  /** Every segment is a lesion. */
  readonly all?: true;
  readonly report?: string;
  readonly json?: true;
}

/** Adds `mutation-prediction predict`. */
export function registerPredictCommand(program: Command): void {
  addCaseOptions(program.command('predict'))
    .description('predict the mutations of segmented lung lesions')
    .addOption(
      new Option('--all', 'every segment as a lesion; one report holds them all').conflicts([
        'segment',
        'component',
      ]),
    )
    .option('--age <years>', 'default: PatientAge of the CT', years)
    .addOption(
      new Option('--sex <sex>', 'default: PatientSex of the CT').choices(sexSchema.options),
    )
    .addOption(new Option('--smoking <status>').choices(smokingSchema.options))
    .option('--report <file>', 'write a DICOM SR (and OUT.seg.dcm where the contours need one)')
    .option('--json', 'print the prediction as JSON; with --all, a list')
    .action(async (options: PredictOptions) => {
      // Loaded on demand: the network's runtime would slow down every other command's start.
      const { runPredict } = await import('./runPredict.js');
      await runPredict(options);
    });
}

function years(text: string): number {
  const age = Number(text);
  if (text.trim() !== '' && age >= 0 && age <= 130) return age;
  throw new InvalidArgumentError('Give years from 0 to 130.');
}
