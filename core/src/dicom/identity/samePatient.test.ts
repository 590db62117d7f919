import type { PatientIdentity } from './samePatient.js';
import { patientDifferences } from './samePatient.js';

const jane: PatientIdentity = {
  PatientID: '4711',
  IssuerOfPatientID: 'CLINIC',
  PatientName: 'Doe^Jane',
  PatientBirthDate: '19610203',
};

test.each<[string, Partial<Record<keyof PatientIdentity, string | undefined>>, string[]]>([
  ['the same', {}, []],
  ['written otherwise', { PatientName: 'DOE^JANE^^ ', PatientID: '4711 ' }, []],
  ['without an issuer', { IssuerOfPatientID: undefined }, []],
  ['of another issuer', { IssuerOfPatientID: 'HOSPITAL' }, ['IssuerOfPatientID']],
  ['with another ID', { PatientID: '4712' }, ['PatientID']],
  ['with another name', { PatientName: 'Doe^Janet' }, ['PatientName']],
  ['with another second name', { PatientName: 'Doe^Jane^Ann' }, ['PatientName']],
  ['without a name', { PatientName: undefined }, ['PatientName']],
  ['with another birth date', { PatientBirthDate: '19610302' }, ['PatientBirthDate']],
  ['without a birth date', { PatientBirthDate: '' }, ['PatientBirthDate']],
  [
    'another person',
    { PatientID: '1', PatientName: 'X', PatientBirthDate: '20000101' },
    ['PatientID', 'PatientName', 'PatientBirthDate'],
  ],
])('an object %s', (_, change, expected) => {
  const other = { ...jane, ...change } as PatientIdentity;
  expect(patientDifferences(jane, other)).toEqual(expected);
  expect(patientDifferences(other, jane)).toEqual(expected);
});

test('without an ID nobody is the same', () => {
  expect(patientDifferences({}, {})).toEqual(['PatientID']);
});

test('name and birth date may be missing in both, as after de-identification', () => {
  expect(patientDifferences({ PatientID: 'P1' }, { PatientID: 'P1' })).toEqual([]);
});

test('ideographic and phonetic groups count too', () => {
  const a = { PatientID: '1', PatientName: 'Yamada^Tarou=山田^太郎=やまだ^たろう' };
  expect(patientDifferences(a, { ...a, PatientName: 'Yamada^Tarou=山田^次郎' })).toEqual([
    'PatientName',
  ]);
});
