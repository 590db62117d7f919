import type { PatientIdentity } from './samePatient.js';
import { patientContradictions } from './samePatient.js';

const jane: PatientIdentity = {
  PatientID: '4711',
  IssuerOfPatientID: 'CLINIC',
  PatientName: 'Doe^Jane^Ann',
  PatientBirthDate: '19610203',
  PatientSex: 'F',
};

test.each<[string, Partial<Record<keyof PatientIdentity, string | undefined>>, string[]]>([
  ['the same', {}, []],
  ['in capitals, padded', { PatientName: 'DOE^JANE^ANN^^ ', PatientID: '4711 ' }, []],
  ['with spaces around components', { PatientName: ' Doe ^Jane ^ Ann' }, []],
  ['without the second name', { PatientName: 'Doe^Jane' }, []],
  ['with a title', { PatientName: 'Doe^Jane^Ann^Dr' }, []],
  ['with an empty name', { PatientName: '^^^' }, []],
  ['without a name', { PatientName: undefined }, []],
  ['without an ID', { PatientID: '' }, []],
  ['without an issuer', { IssuerOfPatientID: undefined }, []],
  ['without a birth date', { PatientBirthDate: '' }, []],
  ['with a birth date of old', { PatientBirthDate: '1961.02.03' }, []],
  ['of another sex', { PatientSex: 'M' }, ['PatientSex']],
  ['without a sex', { PatientSex: undefined }, []],
  ['of a sex that may be unknown', { PatientSex: 'O' }, []],
  ['of another issuer', { IssuerOfPatientID: 'HOSPITAL' }, ['IssuerOfPatientID']],
  ['with another ID', { PatientID: '4712' }, ['PatientID']],
  ['with an ID in other letters', { PatientID: '04711' }, ['PatientID']],
  ['with another name', { PatientName: 'Doe^Janet^Ann' }, ['PatientName']],
  ['with another second name', { PatientName: 'Doe^Jane^Beth' }, ['PatientName']],
  ['with names exchanged', { PatientName: 'Jane^Doe' }, ['PatientName']],
  ['with another birth date', { PatientBirthDate: '19610302' }, ['PatientBirthDate']],
  [
    'of another person',
    { PatientID: '1', PatientName: 'X', PatientBirthDate: '20000101', PatientSex: 'M' },
    ['PatientID', 'PatientName', 'PatientBirthDate', 'PatientSex'],
  ],
])('an object %s', (_, change, expected) => {
  const other = { ...jane, ...change } as PatientIdentity;
  expect(patientContradictions(jane, other)).toEqual(expected);
  expect(patientContradictions(other, jane)).toEqual(expected);
});

const named = (...names: string[]) =>
  patientContradictions(...names.map((PatientName) => ({ PatientName })));

test.each([
  ['Müller^Jürgen', 'Mu\u0308ller^Jurgen'],
  ['Ｙａｍａｄａ^Tarou', 'YAMADA^TAROU'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada^Tarou'],
  ['Yamada^Tarou=山田^太郎', '=山田^太郎='],
  ['=山田^太郎', 'Yamada^Tarou'],
])('%s may be %s', (one, other) => {
  expect(named(one, other)).toEqual([]);
});

test.each([
  ['Müller^Jürgen', 'Mueller^Jürgen'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada^Tarou=山田^次郎'],
  ['==かとう', '==がとう'],
])('%s is not %s', (one, other) => {
  expect(named(one, other)).toEqual(['PatientName']);
});

test('nothing contradicts nothing', () => {
  expect(patientContradictions()).toEqual([]);
  expect(patientContradictions({}, {})).toEqual([]);
});

test('among many, each says what another leaves out', () => {
  const [nameless, other] = [{ PatientID: '4711' }, { ...jane, PatientName: 'Roe^Mary' }];
  expect(patientContradictions(nameless, jane, nameless)).toEqual([]);
  expect(patientContradictions(nameless, jane, nameless, other)).toEqual(['PatientName']);
});
