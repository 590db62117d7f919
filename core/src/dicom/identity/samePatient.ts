import type { DicomAttributes } from '../reading/attributes.js';
import type { StudyAttributes } from './studyAttributes.js';

/** What identifies a patient (PS3.3 C.7.1.1), as far as an object says it. */
export type PatientIdentity = Pick<
  StudyAttributes,
  'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate' | 'PatientSex'
>;
export type PatientAttribute = keyof PatientIdentity;

const PATIENT_ATTRIBUTES = [
  'PatientID',
  'IssuerOfPatientID',
  'PatientName',
  'PatientBirthDate',
  'PatientSex',
] as const satisfies readonly PatientAttribute[];

/** Whose a composite object is. */
export function readPatientIdentity(attributes: DicomAttributes): PatientIdentity {
  return collectPatientIdentity((attribute) => attributes.text(attribute));
}

/** As {@link readPatientIdentity}, from whatever knows the values. */
export function collectPatientIdentity(
  valueOf: (attribute: PatientAttribute) => string | undefined,
): PatientIdentity {
  const stated = PATIENT_ATTRIBUTES.flatMap((attribute) => {
    const value = valueOf(attribute);
    return value === undefined ? [] : [[attribute, value] as const];
  });
  return Object.fromEntries(stated);
}

/**
 * The attributes in which objects contradict each other as to whose they are; none where they may be of
 * one patient. What an object leaves out or empty contradicts nothing: archives add issuers on the way,
 * and de-identification takes names and dates away.
 */
export function patientContradictions(
  ...identities: readonly PatientIdentity[]
): PatientAttribute[] {
  const known = new Map<string, string>();
  const contradicted = new Set<PatientAttribute>();
  for (const identity of identities) {
    for (const [key, value] of Object.entries(patientFacts(identity))) {
      const [attribute] = key.split(' ') as [PatientAttribute];
      if ((known.get(key) ?? value) !== value) contradicted.add(attribute);
      else known.set(key, value);
    }
  }
  return PATIENT_ATTRIBUTES.filter((attribute) => contradicted.has(attribute));
}

/** What an identity states, in a form that is equal where the meaning is. */
export function patientFacts(identity: PatientIdentity): Readonly<Record<string, string>> {
  const facts = PATIENT_ATTRIBUTES.flatMap((attribute) =>
    statementsOf(attribute, identity[attribute]).map(
      ([part, value]) => [`${attribute} ${part}`, value] as const,
    ),
  );
  return Object.fromEntries(facts);
}

/** What a value states, part by part, in a form that is equal where the meaning is. */
function statementsOf(
  attribute: PatientAttribute,
  value: string | undefined,
): (readonly [part: string, value: string])[] {
  const text = value?.trim() ?? '';
  if (text === '') return [];
  switch (attribute) {
    case 'PatientName':
      return nameParts(text);
    case 'PatientBirthDate':
      // ACR-NEMA wrote 1961.02.03 (PS3.5 §6.2, DA).
      return [['', text.replaceAll('.', '')]];
    case 'PatientSex':
      // O is also written where the sex is not known.
      return text === 'F' || text === 'M' ? [['', text]] : [];
    default:
      return [['', text]];
  }
}

/**
 * The components of a name's alphabetic, ideographic and phonetic groups (PS3.5 §6.2.1). Case, accents
 * and spacing may differ, as in matching (PS3.4 §C.2.2.2.1); empty components at the end mean nothing, as
 * do those that a system leaves out, such as a title.
 */
function nameParts(name: string): (readonly [part: string, value: string])[] {
  return name
    .split('=')
    .flatMap((group, g) =>
      group.split('^').map((component, c) => [`${g}.${c}`, plain(component)] as const),
    )
    .filter(([, component]) => component !== '');
}

/** Marks of Latin letters only: those of kana tell one syllable from another. */
const LATIN_MARKS = /[\u0300-\u036f]/g;

function plain(component: string): string {
  const letters = component.normalize('NFKD').replace(LATIN_MARKS, '').normalize('NFKC');
  return letters.trim().replace(/\s+/g, ' ').toUpperCase();
}
