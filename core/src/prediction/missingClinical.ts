import type { ClinicalInputs } from '../contract/clinical.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import type { ClinicalField, MissingClinicalValue } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import { clinicalInputOf } from '../inference/modelInputs.js';

/** What a run would say of values that nobody knows: the same sentences before it and after it. */
export function missingClinicalWarnings(
  clinical: ClinicalInputs,
  manifest: ModelManifest,
): Warning[] {
  const input = clinicalInputOf(manifest);
  return input ? warningsOfMissing(encodeClinical(clinical, input).missing) : [];
}

/** One warning per value that the model asks for and nobody knows. */
export function warningsOfMissing(missing: readonly MissingClinicalValue[]): Warning[] {
  return missing.map(warningOfMissing);
}

/** Beyond any encoded value: the model's own sign for "not known", such as a tree's branch for it. */
const OWN_SIGN = 1e29;

function warningOfMissing({ name, fields }: MissingClinicalValue): Warning {
  const [field] = fields;
  if (!field || Math.abs(field.missing) > OWN_SIGN) {
    return warningOf('clinical-missing.none', { field: name });
  }
  switch (field.name) {
    case 'age':
    case 'height':
    case 'weight':
      return warningOf(`clinical-missing.${field.name}`, {
        value: Number((field.missing * field.sd + field.mean).toPrecision(3)),
      });
    default:
      return warningOfChoice(name, fields.map(codesOf));
  }
}

/** How a value's choices are encoded in one of its fields, and what stands in for an unknown one. */
interface Codes {
  readonly codes: readonly (readonly [choice: string, code: number])[];
  readonly standIn: number;
}

function warningOfChoice(field: MissingClinicalValue['name'], encodings: readonly Codes[]) {
  const all = encodings[0]!.codes.map(([choice]) => choice);
  const same = all.filter((choice) =>
    encodings.every(({ codes, standIn }) =>
      codes.some(([name, code]) => name === choice && isSame(code, standIn)),
    ),
  );
  if (same.length > 0) return warningOf('clinical-missing.as', { field, choice: same.join('/') });
  if (encodings.length > 1) return warningOf('clinical-missing.mixed', { field });
  const { codes, standIn } = encodings[0]!;
  const lower = choicesAt(codes, (code) => code < standIn, Math.max);
  const upper = choicesAt(codes, (code) => code > standIn, Math.min);
  return lower && upper
    ? warningOf('clinical-missing.between', { field, lower, upper })
    : warningOf('clinical-missing.none', { field });
}

/** Those of the nearest code on one side; a code may stand for several, as for all who ever smoked. */
function choicesAt(
  codes: Codes['codes'],
  isOnSide: (code: number) => boolean,
  nearest: (...values: number[]) => number,
): string {
  const side = codes.filter(([, code]) => isOnSide(code));
  const code = nearest(...side.map(([, value]) => value));
  return side.flatMap(([choice, value]) => (isSame(value, code) ? choice : [])).join('/');
}

function codesOf(field: ClinicalField): Codes {
  return { codes: choicesOf(field), standIn: field.missing };
}

function choicesOf(field: ClinicalField): Codes['codes'] {
  if ('encoding' in field) {
    // "Other" is encoded between the two, and would pass for a value that stands in for an unknown one.
    return Object.entries<number>(field.encoding).filter(([choice]) => choice !== 'O');
  }
  return [1, 2, 3, 4].map((stage) => [String(stage), (stage - field.mean) / field.sd]);
}

const isSame = (a: number, b: number) => Math.abs(a - b) < 1e-6;
