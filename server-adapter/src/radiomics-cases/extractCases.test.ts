import { RADIOMICS_PRESETS } from '@mutation-prediction/core';
import { openRadiomicsCase } from './openRadiomicsCase.js';
import { extractCases } from './extractCases.js';

const request = { parameters: RADIOMICS_PRESETS[107] };
const nowhere = (id: string) => ({ id, image: `/nowhere/${id}`, mask: `/nowhere/${id}` });

test('a case that fails does not stop the others', async () => {
  const outcomes: string[] = [];
  await extractCases([nowhere('a'), nowhere('b')], request, {
    workers: 1,
    parse: openRadiomicsCase,
    onCase: (index, outcome) => {
      outcomes.push(`${index} ${'error' in outcome ? outcome.error.code : ''}`);
    },
  });
  expect(outcomes).toEqual(['0 no-segment', '1 no-segment']);
});

test('cancelling stops after the case at hand, and says so', async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const run = extractCases([nowhere('a'), nowhere('b'), nowhere('c')], request, {
    workers: 1,
    parse: openRadiomicsCase,
    signal: controller.signal,
    onCase: (index) => {
      done.push(index);
      controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  expect(done).toEqual([0]);
});
