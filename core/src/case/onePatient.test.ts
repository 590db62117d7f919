import type { CtOfPatient } from './onePatient.js';
import { requireOnePatient } from './onePatient.js';

const jane = { PatientID: '4711', PatientName: 'Doe^Jane', PatientSex: 'F' };
const ct: CtOfPatient = {
  title: 'CT series 3',
  studyAttributes: { ...jane, StudyInstanceUID: '1.2' },
  patientContradictions: [],
};
const place = { folder: 'ct' };
const contours = (patient?: object) => ({ name: 'SEG.dcm', ...(patient && { patient }) });

test('contours of the patient, and those that do not say whose they are, pass', () => {
  expect(requireOnePatient(ct, contours(jane), { place })).toEqual([]);
  expect(requireOnePatient(ct, contours(), { place })).toEqual([]);
  expect(requireOnePatient(ct, contours(jane), { place, accepted: true })).toEqual([]);
});

test.each<[string, CtOfPatient, object, string]>([
  [
    'contours of another patient',
    ct,
    { ...jane, PatientID: '4712' },
    'SEG.dcm and CT series 3 contradict each other in patient ID',
  ],
  [
    'contours of another person',
    ct,
    { PatientID: '4712', PatientName: 'Roe^John', PatientSex: 'M' },
    'SEG.dcm and CT series 3 contradict each other in patient ID, patient name, and sex',
  ],
  [
    'a CT of two patients',
    { ...ct, patientContradictions: ['PatientName', 'PatientBirthDate'] },
    jane,
    'The files of CT series 3 contradict each other in patient name and date of birth',
  ],
])('%s: refused, and a warning where the user vouches', (_, series, patient, contradiction) => {
  const check = (accepted?: boolean) =>
    requireOnePatient(series, contours(patient), { place, accepted });
  expect(check).toThrow(
    expect.objectContaining({
      code: 'other-patient',
      message: `${contradiction}: they may be of different patients.`,
      advice: expect.stringContaining('--accept-other-patient') as string,
    }),
  );
  const told = check(true);
  expect(told).toMatchObject([
    {
      code: 'other-patient',
      message: `${contradiction}; the user vouched that they are of one patient.`,
    },
  ]);
  for (const value of ['4711', '4712', 'Doe', 'Roe']) {
    expect(JSON.stringify(told)).not.toContain(value);
  }
});

test('in a viewer nobody can vouch, and the advice is another', () => {
  expect(() => requireOnePatient(ct, contours({ PatientID: '4712' }), { place: 'study' })).toThrow(
    expect.objectContaining({ advice: expect.stringContaining('Do not use them') as string }),
  );
});
