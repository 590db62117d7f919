import { clinicalSchema, type ClinicalInputs, type ClinicalName } from '@mutation-prediction/core';
import { InvalidArgumentError, Option, type Command } from 'commander';

type Key = keyof ClinicalInputs;

/** Each clinical value under the name of its option, in the order in which they are shown. */
export const CLINICAL_OPTIONS: readonly {
  readonly key: Key;
  readonly name: ClinicalName;
  readonly label: string;
  readonly flag: string;
  readonly help: string;
}[] = [
  option('ageYears', 'age', 'Age', '--age <years>', 'default: PatientAge of the CT'),
  option('sex', 'sex', 'Sex', '--sex <sex>', 'default: PatientSex of the CT'),
  option('smoking', 'smoking', 'Smoking', '--smoking <status>', ''),
  option('heightCm', 'height', 'Height', '--height <cm>', 'centimetres'),
  option('weightKg', 'weight', 'Weight', '--weight <kg>', 'kilograms'),
  option(
    'familyHistory',
    'familyHistory',
    'Family history',
    '--family-history <yes|no>',
    'lung cancer among first-degree relatives',
  ),
  option('stage', 'stage', 'Stage', '--stage <1-4>', 'TNM stage group, I to IV as 1 to 4'),
  option('lobe', 'lobe', 'Lobe', '--lobe <lobe>', 'lobe of the lesion'),
  option(
    'invasiveDegree',
    'invasiveDegree',
    'Invasion',
    '--invasive-degree <degree>',
    'known after resection',
  ),
  option('density', 'density', 'Density', '--density <density>', 'ground glass or solid'),
  option('vacuole', 'vacuole', 'Vacuole', '--vacuole <yes|no>', 'vacuole sign'),
];

function option(key: Key, name: ClinicalName, label: string, flag: string, help: string) {
  return { key, name, label, flag, help };
}

/** What commander parsed, by option name. */
export type ClinicalOptions = {
  readonly [Name in ClinicalName]?: string | number;
};

/** Every option, although a model asks for some: which ones shows only once it is loaded. */
export function addClinicalOptions(command: Command): Command {
  for (const { key, flag, help } of CLINICAL_OPTIONS) {
    const choices = choicesOf(key);
    const added = new Option(flag, help);
    command.addOption(choices ? added.choices(choices) : added.argParser(numberFor(key)));
  }
  return command;
}

/** The values that were given. */
export function givenClinical(options: ClinicalOptions): ClinicalInputs {
  return Object.fromEntries(
    CLINICAL_OPTIONS.filter(({ name }) => options[name] !== undefined).map(({ key, name }) => [
      key,
      options[name],
    ]),
  );
}

function choicesOf(key: Key): readonly string[] | undefined {
  const schema = clinicalSchema.shape[key].unwrap();
  return 'options' in schema ? schema.options : undefined;
}

function numberFor(key: Key): (text: string) => number {
  return (text) => {
    const parsed = clinicalSchema.shape[key].unwrap().safeParse(Number(text));
    if (text.trim() !== '' && parsed.success) return Number(text);
    const [issue] = parsed.error?.issues ?? [];
    throw new InvalidArgumentError(issue?.message ?? 'Give a number.');
  };
}
