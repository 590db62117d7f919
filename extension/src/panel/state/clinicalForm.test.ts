import { manifest } from '../testing/fixtures.js';
import { choicesOf, clinicalFieldsOf, readClinicalForm } from './clinicalForm.js';

describe('readClinicalForm', () => {
  it('takes what DICOM says and marks it so', () => {
    const form = readClinicalForm({ ageYears: 64, sex: 'F' }, {});
    expect(form.values).toEqual({ ageYears: 64, sex: 'F' });
    expect(form.fields.age.origin).toBe('dicom');
    expect(form.fields.smoking.origin).toBe('missing');
  });

  it('marks a value that differs from DICOM as edited, one that DICOM lacks as entered', () => {
    const form = readClinicalForm({ ageYears: 64 }, { age: '65', smoking: 'never' });
    expect(form.fields.age.origin).toBe('edited');
    expect(form.fields.smoking.origin).toBe('entered');
    expect(form.values).toEqual({ ageYears: 65, smoking: 'never' });
  });

  it('lets a DICOM value be taken away', () => {
    const form = readClinicalForm({ ageYears: 64, sex: 'F' }, { age: '', sex: '' });
    expect(form.values).toEqual({});
    expect(form.fields.sex.origin).toBe('missing');
  });

  it.each(['131', '-1', 'sixty', '6 4'])('calls the age "%s" invalid and uses none', (age) => {
    const form = readClinicalForm({ ageYears: 64 }, { age });
    expect(form.invalid).toEqual(['age']);
    expect(form.values).toEqual({});
  });

  it('reads a decimal comma', () => {
    expect(readClinicalForm({}, { age: '64,5' }).values).toEqual({ ageYears: 64.5 });
  });
});

it('asks only for what the model reads', () => {
  expect(clinicalFieldsOf(manifest)).toEqual(['age', 'sex', 'smoking']);
  const imageOnly = { ...manifest, inputs: manifest.inputs.slice(0, 1) };
  expect(clinicalFieldsOf(imageOnly)).toEqual([]);
});

it('reads numbers within their ranges, and choices by their names', () => {
  const edits = { height: '172,5', weight: '0', stage: '3', lobe: 'RUL', vacuole: 'no' };
  const form = readClinicalForm({}, edits);
  expect(form.values).toEqual({ heightCm: 172.5, stage: 3, lobe: 'RUL', vacuole: 'no' });
  expect(form.invalid).toEqual(['weight']);
  expect(choicesOf('density')).toEqual(['pGGN', 'mGGN', 'solid']);
  expect(choicesOf('height')).toBeUndefined();
});
