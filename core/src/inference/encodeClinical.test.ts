import { manifestFixture } from '../../../test/support/manifestFixture.js';
import { encodeClinical } from './encodeClinical.js';
import { clinicalInputOf } from './modelInputs.js';

const input = clinicalInputOf(manifestFixture())!;

test('known values are encoded in the order of the fields', () => {
  const { values, missing } = encodeClinical({ ageYears: 73, sex: 'M', smoking: 'former' }, input);
  expect([...values]).toEqual([-1, 0.5, 0.5]);
  expect(missing).toEqual([]);
});

test('a value that encodes to zero is known', () => {
  const { values, missing } = encodeClinical({ ageYears: 68, sex: 'O', smoking: 'never' }, input);
  expect([...values]).toEqual([0, 0, -1]);
  expect(missing).toEqual([]);
});

test('stand-ins take the place of what is not known, and are named', () => {
  const { values, missing } = encodeClinical({ sex: 'F' }, input);
  expect([...values]).toEqual([1, -0.25, 0.125]);
  expect(
    missing.map(({ name, fields }) => [name, ...fields.map((field) => field.missing)]),
  ).toEqual([
    ['age', -0.25],
    ['smoking', 0.125],
  ]);
});
