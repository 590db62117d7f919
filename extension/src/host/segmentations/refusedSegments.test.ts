import { MutationPredictionError } from '@mutation-prediction/core';
import { gatherEmpty } from './refusedSegments.js';

const refused = (
  label: string,
  reason: 'empty-segment.not-on-image' | 'segment-outside-image.whole',
) => ({
  label,
  error: new MutationPredictionError(reason, { segment: label }),
});

test('regions that nobody drew are one notice that names them all', () => {
  const outside = refused('Couch', 'segment-outside-image.whole');
  const regions = ['Heart', 'Cord', 'Skin'].map((label) =>
    refused(label, 'empty-segment.not-on-image'),
  );
  const gathered = gatherEmpty([regions[0]!, outside, regions[1]!, regions[2]!], 'RTSTRUCT 3');
  expect(gathered).toHaveLength(2);
  expect(gathered[0]).toBe(outside);
  expect(gathered[1]).toMatchObject({
    label: 'Heart, Cord, Skin',
    error: {
      code: 'empty-segment',
      message: '3 segments of RTSTRUCT 3 have no voxel of this CT series.',
    },
  });
});

test('a single empty segment keeps its own words', () => {
  const alone = [
    refused('Heart', 'empty-segment.not-on-image'),
    refused('Couch', 'segment-outside-image.whole'),
  ];
  expect(gatherEmpty(alone, 'RTSTRUCT 3')).toEqual(alone);
});
