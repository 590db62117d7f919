import { availableParallelism } from 'node:os';
import type { Anatomy } from '@mutation-prediction/core/phantom';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { print } from '../terminal/terminal.js';

export interface PhantomCohortOptions {
  readonly out: string;
  readonly cases: number;
  readonly seed: number;
  readonly workers: number;
  readonly offLesion?: true;
  readonly anatomy?: Anatomy;
}

/** Said here so that `--help` loads no phantom. */
const ANATOMIES = ['schematic', 'lifelike'] as const satisfies readonly Anatomy[];

/** Adds `mutation-prediction phantom-cohort`. */
export function registerPhantomCohortCommand(program: Command): void {
  program
    .command('phantom-cohort')
    .requiredOption('--out <folder>', 'where the cohort goes')
    .option('--cases <count>', 'number of lesions', wholeNumber, 2000)
    .option('--seed <number>', 'another seed, another cohort', wholeNumber, 1)
    .option('--workers <count>', 'threads', wholeNumber, availableParallelism())
    .option(
      '--off-lesion',
      'instead: masks on no lesion, or on images that are no chest CT in HU, to test models with',
    )
    .addOption(
      new Option(
        '--anatomy <name>',
        'lifelike (unless given): a chest as CT shows it, on which the demonstration packages were trained; schematic: ellipsoids',
      ).choices(ANATOMIES),
    )
    .action(async (options: PhantomCohortOptions) => {
      const { writePhantomCohort } =
        await import('@mutation-prediction/server-adapter/phantom-cohort');
      await writePhantomCohort(options, (done) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${options.cases} lesions`);
      });
      if (process.stderr.isTTY) process.stderr.write('\n');
      const what = options.offLesion ? 'masks off lesions' : 'synthetic lesions';
      print(`${options.cases} ${what} in ${options.out}\n`);
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('A whole number from 1 up, please.');
  }
  return Number(text);
}
