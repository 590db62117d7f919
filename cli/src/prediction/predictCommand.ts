import { Option, type Command } from 'commander';
import { DEFAULT_MODEL } from '@mutation-prediction/server-adapter/inference';
import {
  addModelsOption,
  addOptionalLesionOptions,
  AT,
  counting,
  type LesionOptions,
  SIZE,
  TRUSTED_KEYS,
} from '../case/caseOptions.js';
import { addClinicalOptions } from './clinicalOptions.js';
import { addModelServerOptions } from './modelServerOptions.js';
import type {
  NoduleOptions,
  OneCaseArguments,
  PredictArguments,
  PredictCasesArguments,
} from './predictArguments.js';

type Parsed = Partial<Omit<OneCaseArguments, 'model'> & LesionOptions & NoduleOptions> &
  Partial<Omit<PredictCasesArguments, 'model'>> & { readonly model?: readonly string[] };

/** Adds `mutation-prediction predict`. */
export function registerPredictCommand(program: Command): void {
  const command = program
    .command('predict')
    .argument(
      '[cases]',
      'a cohort: a folder with CT series and their SEG or RTSTRUCT, in any nest; with ct.nii.gz and mask.nii.gz in a subfolder for each case; or a CSV manifest with the columns case, ct and seg',
    );
  addClinicalOptions(addModelServerOptions(addModelsOption(addOptionalLesionOptions(command))))
    .addOption(
      new Option(AT[0], AT[1])
        .argParser(AT[2])
        .conflicts(['seg', 'segment', 'component', 'maskThreshold', 'all']),
    )
    .option(...SIZE)
    .option('--model <id>', `model package; several for a cohort (default: ${DEFAULT_MODEL})`, add)
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
    .option(
      '--pdf <place>',
      'write a page to read and print for each lesion, to a file, of a cohort to a folder; with a report also as a DICOM object beside it, OUT.pdf.dcm',
    )
    .option('--json', 'print the prediction as JSON; with --all, a list')
    .option(
      '--contributions',
      'of one case: also what image, features and clinical values each contribute; runs the network once more for each',
    )
    .option(
      '--explain <folder>',
      'write where the network looked: pictures, and a DICOM Parametric Map for each target, which the report then refers to; of a cohort in a folder for each case, model and lesion',
    )
    .option('--csv <file>', 'of a cohort: the table, a row for each lesion and target')
    .option('--reports <folder>', 'of a cohort: write a DICOM SR for each case and model')
    .option('--dicomweb <url>', 'a cohort of a PACS: every SEG and RTSTRUCT of its studies')
    .option('--query <query>', "which of its studies, e.g. 'StudyDate=20240101-&PatientID=R01*'")
    .option('--stow <url>', 'of a cohort: store the reports in this DICOMweb archive')
    .option('--token-file <file>', 'bearer token for these; default: MP_DICOMWEB_TOKEN')
    .option('--clinical <file>', 'of a cohort: CSV with clinical values by case or patient_id')
    .option('--segment-name <name>', 'of a cohort: only segments so named; * stands for anything')
    .option(
      '--workers <n>',
      'of a cohort: cases at a time; default: one for each processor',
      counting,
    )
    .addOption(
      new Option(
        '--queue <address>',
        'of a cohort: let the workers of this queue run the cases; redis:// or a file that holds the address with its password; default: MP_QUEUE',
      ).conflicts(['workers', 'server']),
    )
    .option('--source <name>', 'of a queue: what its workers call the place of the cases')
    .option('--priority <n>', 'of a queue: from 1, soonest, on; those without go first', counting)
    .addOption(
      new Option('--progress <form>', 'of a cohort: how progress is told').choices([
        'lines',
        'json',
      ]),
    )
    .option(...TRUSTED_KEYS)
    .option('--force', 'replace results that are there already')
    .addHelpText('after', EXAMPLES)
    .action(async (cases: string | undefined, options: Parsed, command: Command) => {
      // Loaded on demand: the network's runtime would slow down every other command's start.
      if (cases === undefined && options.dicomweb === undefined) {
        const one = oneCase(options, command);
        const { runPredict } = await import('./runPredict.js');
        await runPredict(one);
      } else {
        if (cases !== undefined && options.dicomweb !== undefined) {
          command.error("error: give a folder or manifest, or '--dicomweb', not both");
        }
        const cohort = cohortOf(options, command);
        const { runPredictCases } = await import('./runPredictCases.js');
        await runPredictCases(cases, cohort);
      }
    });
}

const EXAMPLES = `
Examples:
  mutation-prediction predict --ct dicom/ --seg seg.dcm --report out.dcm
  mutation-prediction predict --ct dicom/ --at -88,-14,58 --report out.dcm
  mutation-prediction predict --ct dicom/ --seg seg.dcm --explain why/ --report out.dcm
  mutation-prediction predict --ct dicom/ --seg seg.dcm --report out.dcm --pdf out.pdf
  mutation-prediction predict NSCLC-Radiogenomics/ --csv table.csv --reports reports/
  mutation-prediction predict NSCLC-Radiogenomics/ --csv table.csv --explain why/ --pdf pages/
  mutation-prediction predict --dicomweb http://pacs/dicom-web --query 'StudyDate=2024*' --csv table.csv
  mutation-prediction predict --ct dicom/ --seg seg.dcm --server https://gpu.example.org
  mutation-prediction predict NSCLC-Radiogenomics/ --queue redis://queue:6379 --source nsclc --csv table.csv
  mutation-prediction predict cases.csv --model mmdl-demo --model cnn3d-demo --csv table.csv

What such models have shown on real patients, and what not: docs/real-results.md
`;

const add = (id: string, others: readonly string[] = []) => [...others, id];

const OF_A_COHORT = [
  'csv',
  'reports',
  'query',
  'stow',
  'tokenFile',
  'clinical',
  'segmentName',
  'workers',
  'queue',
  'source',
  'priority',
  'progress',
] as const;
const OF_ONE_CASE = [
  'ct',
  'seg',
  'at',
  'size',
  'series',
  'all',
  'report',
  'json',
  'contributions',
] as const;
/** Megabytes for each lesion, which a queue would hold in the memory of its server. */
const NOT_OF_A_QUEUE = ['explain', 'pdf'] as const;
const flag = (name: string) =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function oneCase(options: Parsed, command: Command): PredictArguments {
  const { ct, seg, at, model: [model = DEFAULT_MODEL, another] = [] } = options;
  for (const name of OF_A_COHORT) {
    if (options[name] !== undefined) {
      command.error(`error: '${flag(name)}' goes with a cohort: name its folder or manifest`);
    }
  }
  if (!ct) command.error("error: give a cohort, or one case with '--ct' and '--seg'");
  if (!seg && !at) {
    command.error("error: required option '--seg <file>' not specified; '--at' does without one");
  }
  if (options.size !== undefined && !at) command.error("error: '--size' goes with '--at'");
  if (another) command.error("error: one case is predicted by one '--model' at a time");
  return { ...options, ct: ct!, model, ...(at ? { at } : { seg: seg! }) };
}

function cohortOf(options: Parsed, command: Command): PredictCasesArguments {
  for (const name of OF_ONE_CASE) {
    if (options[name] !== undefined) {
      command.error(`error: '${flag(name)}' goes with one case, not with a cohort`);
    }
  }
  const { csv, model = [DEFAULT_MODEL] } = options;
  if (!csv) command.error("error: a cohort needs '--csv <file>' to write its table to");
  if (options.queue !== undefined && options.source === undefined) {
    command.error("error: a queue needs '--source <name>', what its workers call the place");
  }
  for (const name of NOT_OF_A_QUEUE) {
    if (options.source !== undefined && options[name] !== undefined) {
      command.error(
        `error: pictures do not come back through a queue: run '${flag(name)}' without '--source'`,
      );
    }
  }
  return { ...options, csv: csv!, model };
}
