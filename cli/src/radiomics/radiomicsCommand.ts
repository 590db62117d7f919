import { Option, type Command } from 'commander';
import { IBSI_CONFIGURATIONS, RADIOMICS_PRESETS } from '@mutation-prediction/core';
import {
  ACCEPT_OTHER_PATIENT,
  aboveZero,
  counting,
  MASK_THRESHOLD,
  PHASE,
} from '../case/caseOptions.js';
import type { RadiomicsArguments } from './radiomicsArguments.js';

/** Adds `mutation-prediction radiomics`. */
export function registerRadiomicsCommand(program: Command): void {
  program
    .command('radiomics')
    .argument(
      '[folder]',
      'a folder with a subfolder for each case, which holds ct.* and mask.* (NIfTI, NRRD), or DICOM CT and SEG',
    )
    .option('--ct <path>', 'one case: image as NIfTI or NRRD file, or folder with DICOM files')
    .option('--seg <file>', 'its contours: SEG or RTSTRUCT, or NIfTI or NRRD label image')
    .addOption(new Option('--mask <file>', 'the same as --seg').conflicts('seg'))
    .option('--series <uid>', 'CT series, where a folder holds several that fit')
    .option(...PHASE)
    .option('--segment <n>', 'segment, ROI or label; may be left out where there is one', counting)
    .addOption(
      new Option('--label <n>', 'the same as --segment').argParser(counting).conflicts('segment'),
    )
    .option('--component <n>', 'one connected part of the segment, 1 = largest', counting)
    .option(...MASK_THRESHOLD)
    .addOption(
      new Option('--profile <name>', 'as PyRadiomics computes features, or as IBSI defines them')
        .choices(['pyradiomics', 'ibsi'])
        .default('pyradiomics'),
    )
    .addOption(
      new Option('--preset <features>', 'set of features of pyradiomics, by their number')
        .choices(Object.keys(RADIOMICS_PRESETS))
        .default('107'),
    )
    .addOption(
      new Option('--configuration <letter>', "IBSI's configuration for CT, under the profile ibsi")
        .choices(Object.keys(IBSI_CONFIGURATIONS))
        .default('C'),
    )
    .addOption(
      new Option(
        '--params <file>',
        'parameter file of PyRadiomics or of the profile ibsi (YAML), instead of a preset',
      ).conflicts(['preset', 'configuration']),
    )
    .addOption(
      new Option('--roi <region>', 'the lesion, or the ring of tissue around it')
        .choices(['tumour', 'ring'])
        .default('tumour'),
    )
    .option('--ring-width <mm>', 'width of the ring', aboveZero, 3)
    .option('--csv <file>', 'write a table with a row for each case')
    .option('--json', 'print the features of one case as JSON')
    .option('--workers <n>', 'threads; default: one for each core', counting)
    .addOption(
      new Option('--progress <form>', 'of a folder: how progress is told').choices([
        'lines',
        'json',
      ]),
    )
    .option('--force', 'replace a table that is there already')
    .option(...ACCEPT_OTHER_PATIENT)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, options: RadiomicsArguments, command: Command) => {
      checkUsage(folder, options, command);
      if (folder === undefined) {
        const { runRadiomics } = await import('./runRadiomics.js');
        await runRadiomics(options);
      } else {
        const { runRadiomicsCases } = await import('./runRadiomicsCases.js');
        await runRadiomicsCases(folder, options);
      }
    });
}

const EXAMPLES = `
Examples:
  mutation-prediction radiomics --ct ct.nii.gz --mask mask.nii.gz --preset 851 --csv features.csv
  mutation-prediction radiomics --ct dicom/ --seg seg.dcm --params exampleCT.yaml --json
  mutation-prediction radiomics cases/ --preset 1218 --roi ring --ring-width 3 --csv ring.csv
  mutation-prediction radiomics cases/ --profile ibsi --configuration C --csv ibsi.csv
`;

/** One case or a folder of them, and what goes with each. */
function checkUsage(
  folder: string | undefined,
  { ct, seg, mask, csv, json, profile }: RadiomicsArguments,
  command: Command,
): void {
  const other = profile === 'ibsi' ? 'preset' : 'configuration';
  if (command.getOptionValueSource(other) === 'cli') {
    command.error(`error: option '--${other}' is not of the profile ${profile}`);
  }
  if (folder === undefined) {
    if (!ct) command.error("error: give a folder of cases, or one case with '--ct' and '--seg'");
    if (!seg && !mask) command.error("error: required option '--seg <file>' not specified");
  } else {
    if (ct ?? seg ?? mask) command.error("error: give a folder of cases, or '--ct', not both");
    if (!csv) command.error("error: a folder of cases needs '--csv <file>' to write to");
    if (json) command.error("error: '--json' prints one case; a folder of cases is written as CSV");
  }
}
