import { MutationPredictionError } from '@mutation-prediction/core';
import { outcomeCells, tableRow } from './featureTable.js';

const warnings = ['=1+1'];
const features = [{ name: 'a', value: -1.5 }];
const result = { features, voxelCount: 1 } as never;

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('%j is no formula in a table', (name) => {
  const places = { id: name, image: name, mask: name };
  expect(tableRow(places, outcomeCells({ result, warnings }, ['a']))).toBe(
    `'${name},'${name},'${name},-1.5,'=1+1,\n`,
  );
  const error = new MutationPredictionError('no-ct.no-file', { place: name });
  expect(tableRow(places, outcomeCells({ error }, ['a']))).toBe(
    `'${name},'${name},'${name},,,no-ct: There is no file in ${name}.\n`,
  );
});

test('a name that begins with a carriage return is quoted and no formula', () => {
  const error = new MutationPredictionError('no-ct.no-file', { place: 'x' });
  const row = tableRow({ id: '\r=1', image: 'ct', mask: 'mask' }, outcomeCells({ error }, []));
  expect(row).toBe(`"'\r=1",ct,mask,,no-ct: There is no file in x.\n`);
});
