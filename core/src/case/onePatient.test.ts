import type { CtOfPatient } from './onePatient.js';
import { requireOnePatient } from './onePatient.js';

const jane = { PatientID: '4711', PatientName: 'Doe^Jane', PatientSex: 'F' };
const ct: CtOfPatient = {
  title: 'CT series 3',
  studyAttributes: { ...jane, StudyInstanceUID: '1.2' },
  patientContradictions: [],
};
const advice = 'Look.';
const contours = (patient?: object) => ({ name: 'SEG.dcm', ...(patient && { patient }) });

test('contours of the patient, and those that do not say whose they are, pass', () => {
  expect(requireOnePatient(ct, contours(jane), { advice })).toEqual([]);
  expect(requireOnePatient(ct, contours(), { advice })).toEqual([]);
  expect(requireOnePatient(ct, contours(jane), { advice, accepted: true })).toEqual([]);
});

test.each<[string, CtOfPatient, object, string]>([
  [
    'contours of another patient',
    ct,
    { ...jane, PatientID: '4712' },
    'PatientID of SEG.dcm contradicts that of CT series 3',
  ],
  [
    'contours of another person',
    ct,
    { PatientID: '4712', PatientName: 'Roe^John', PatientSex: 'M' },
    'PatientID, PatientName and PatientSex of SEG.dcm contradict those of CT series 3',
  ],
  [
    'a CT of two patients',
    { ...ct, patientContradictions: ['PatientName', 'PatientBirthDate'] },
    jane,
    'The files of CT series 3 contradict each other in PatientName and PatientBirthDate',
  ],
])('%s: refused, and a warning where the user vouches', (_, series, patient, contradiction) => {
  const check = (accepted?: boolean) =>
    requireOnePatient(series, contours(patient), { advice, accepted });
  expect(check).toThrow(
    expect.objectContaining({
      code: 'other-patient',
      message: `${contradiction}: they may be of different patients.`,
      advice,
    }),
  );
  const told = check(true);
  expect(told).toEqual([
    {
      code: 'other-patient',
      message: `${contradiction}; the user vouched that they are of one patient.`,
    },
  ]);
  for (const value of ['4711', '4712', 'Doe', 'Roe']) {
    expect(JSON.stringify(told)).not.toContain(value);
  }
});
