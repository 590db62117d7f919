import { MutationPredictionError, type CtSeries } from '@mutation-prediction/core';
import { chooseCtSeries } from './chooseCtSeries.js';

/** A series of one image; only what the choice looks at. */
function series(
  uid: string,
  options: { image?: string; frame?: string; frameNumber?: number } = {},
): CtSeries {
  const { image = `${uid}.1`, frame = '9.1', frameNumber } = options;
  return {
    title: `CT series ${uid}`,
    identity: {
      studyInstanceUid: '1',
      seriesInstanceUid: uid,
      frameOfReferenceUid: frame,
      instances: [{ sopClassUid: '5', sopInstanceUid: image, ...(frameNumber && { frameNumber }) }],
    },
    grid: {
      size: [1, 1, 1],
      origin: [0, 0, 0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    acquisition: {},
    patient: {},
    studyAttributes: {},
    readRegion: () => Promise.reject(new Error('not read')),
  };
}

const collection = (...all: CtSeries[]) => ({ series: all, refused: [], otherFiles: [] });
const references = (
  series: string[],
  frameOfReferenceUid?: string,
  referencedSopInstanceUids: string[] = [],
  referencedFrames: string[] = [],
) => ({
  referencedSeriesUids: series,
  referencedSopInstanceUids,
  referencedFrames,
  ...(frameOfReferenceUid && { frameOfReferenceUid }),
});
const tilted = new MutationPredictionError('gantry-tilt.tilted-stack', { file: 'tilted' });

test('takes the series that the segmentation was drawn on', () => {
  const found = chooseCtSeries(
    collection(series('2.1'), series('2.2')),
    { references: references(['2.2']) },
    'here',
  );
  expect(found.identity.seriesInstanceUid).toBe('2.2');
});

test('does not read it on another series when that one cannot be read', () => {
  const choose = () =>
    chooseCtSeries(
      {
        ...collection(series('2.1')),
        refused: [{ seriesInstanceUid: '2.2', title: '', error: tilted }],
      },
      { references: references(['2.2']) },
      'here',
    );
  expect(choose).toThrow(tilted);
});

test('tells the acquisitions of one series apart by their images', () => {
  const [early, late] = [series('2.1', { image: '3.1' }), series('2.1', { image: '3.2' })];
  const choice = { references: references(['2.1'], '9.1', ['3.2']) };
  expect(chooseCtSeries(collection(early, late), choice, 'here')).toBe(late);
});

test('tells the stacks of one enhanced image apart by their frames', () => {
  const [one, two] = [1, 2].map((frameNumber) => series('2.1', { image: '3.1', frameNumber }));
  const choice = { references: references(['2.1'], '9.1', ['3.1'], ['3.1 2']) };
  expect(chooseCtSeries(collection(one!, two!), choice, 'here')).toBe(two);
});

test('without a referenced series takes the only one of its frame of reference', () => {
  const found = chooseCtSeries(
    collection(series('2.1'), series('2.2', { frame: '9.2' })),
    { references: references([], '9.2') },
    'here',
  );
  expect(found.identity.seriesInstanceUid).toBe('2.2');
});

test('refuses to guess, and lists what there is', () => {
  const choose = () => chooseCtSeries(collection(series('2.1'), series('2.2')), {}, 'here');
  expect(choose).toThrow(
    expect.objectContaining({
      code: 'several-series',
      message: expect.stringMatching(/2 CT series.*2\.1\).*2\.2\)/),
      advice: expect.stringContaining('--series UID'),
    }),
  );
});

test('the series asked for wins, and is missed by name', () => {
  const all = collection(series('2.1'), series('2.2'));
  const asked = { references: references(['2.2']), seriesInstanceUid: '2.1' };
  expect(chooseCtSeries(all, asked, 'here').identity.seriesInstanceUid).toBe('2.1');
  expect(() => chooseCtSeries(all, { seriesInstanceUid: '2.7' }, 'here')).toThrow(
    'here has no CT series 2.7.',
  );
});

test('without any CT says why the only candidate was refused', () => {
  const choose = (refused: { error: MutationPredictionError }[]) => () =>
    chooseCtSeries(
      {
        ...collection(),
        refused: refused.map((one) => ({ seriesInstanceUid: '1', title: '', ...one })),
      },
      {},
      'here',
    );
  expect(choose([{ error: tilted }])).toThrow(tilted);
  expect(choose([])).toThrow('There is no CT series in here.');
});
