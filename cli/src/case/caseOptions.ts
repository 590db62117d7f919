import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULT_MODEL } from '@mutation-prediction/server-adapter/inference';
import type { Vector3 } from '@mutation-prediction/core';
import type { ImagesChoice, LesionChoice } from '@mutation-prediction/server-adapter/case';

/** What names a lesion: which segment of which CT. */
export interface LesionOptions extends Omit<ImagesChoice, 'ct'>, LesionChoice {
  readonly ct: string;
}

/** What `predict` and `views` both ask: a lesion, and for which model. */
export interface CaseOptions extends LesionOptions {
  readonly model: string;
  readonly models?: string;
}

/** A site's list of keys, as JSON. */
export const TRUSTED_KEYS = [
  '--trusted-keys <file>',
  'keys whose signatures count here; default: MP_TRUSTED_KEYS',
] as const;

/** For research data that were de-identified apart. */
export const ACCEPT_OTHER_PATIENT = [
  '--accept-other-patient',
  'they are of one patient although they contradict each other; recorded as a warning',
] as const;
export const PHASE = [
  '--phase <phase>',
  'phase of a CT series that has several, by its name or number, e.g. 75 of "cardiac phase 75 %"',
] as const;
export const MASK_THRESHOLD = [
  '--mask-threshold <value>',
  'of a map of probabilities: what is at least so much is the lesion; of a FRACTIONAL SEG as a fraction of its maximum',
  aboveZero,
] as const;
export const CT = [
  '--ct <path>',
  'CT: folder with DICOM files (searched below), or NIfTI or NRRD file',
] as const;
const SEG = ['--seg <file>', 'contours: DICOM SEG or RTSTRUCT, or NIfTI or NRRD labels'] as const;

/** Of a nodule that nobody has segmented. */
export const AT = [
  '--at <l,p,s>',
  'a point in a nodule of the CT, LPS mm as viewers show it: it is segmented on the spot',
  lpsPoint,
] as const;
export const SIZE = [
  '--size <x>',
  'of what is segmented: from -1, tight, over 0 to 1, loose',
  sizeOf,
] as const;

function lpsPoint(text: string): Vector3 {
  const [l, p, s, ...more] = text.split(',').map((part) => (part.trim() ? Number(part) : NaN));
  if (more.length === 0 && [l, p, s].every((mm) => Number.isFinite(mm))) return [l!, p!, s!];
  throw new InvalidArgumentError('Give three numbers, e.g. -88.5,-14,58.');
}

function sizeOf(text: string): number {
  const size = text.trim() ? Number(text) : NaN;
  if (size >= -1 && size <= 1) return size;
  throw new InvalidArgumentError('Give a number from -1 to 1.');
}

export function addLesionOptions(command: Command): Command {
  return addLesionChoice(command.requiredOption(...CT).requiredOption(...SEG));
}

/** For a command that takes a cohort too: it checks itself that one case or the other is given. */
export function addOptionalLesionOptions(command: Command): Command {
  return addLesionChoice(command.option(...CT).option(...SEG));
}

function addLesionChoice(command: Command): Command {
  return command
    .option('--series <uid>', 'CT series, where the folder holds several that fit')
    .option(...PHASE)
    .option('--segment <n>', 'segment, ROI or label; may be left out where there is one', counting)
    .option('--component <n>', 'one connected part of the segment, 1 = largest', counting)
    .option(...MASK_THRESHOLD)
    .option(...ACCEPT_OTHER_PATIENT);
}

export function addCaseOptions(command: Command): Command {
  return addModelsOption(
    addLesionOptions(command).option('--model <id>', 'model package', DEFAULT_MODEL),
  );
}

export function addModelsOption(command: Command): Command {
  return command.option(
    '--models <folder>',
    'where packages are; default: MP_MODELS or those that come along',
  );
}

export function aboveZero(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Give a number above 0.');
}

export function counting(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a number from 1.');
}
