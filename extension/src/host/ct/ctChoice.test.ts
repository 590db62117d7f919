import { MutationPredictionError } from '@mutation-prediction/core';
import type { CtCandidate } from './ctChoice.js';
import { chooseCt } from './ctChoice.js';

const candidate = (
  series: string,
  frameOfReferenceUid: string,
  sliceSpacingMm: number,
): CtCandidate => ({
  choice: {
    displaySetInstanceUid: `display-${series}`,
    seriesInstanceUid: series,
    description: `Series ${series}`,
  },
  frameOfReferenceUid,
  sliceSpacingMm,
});

const thick = candidate('1', 'frame-A', 5);
const thin = candidate('2', 'frame-A', 1.25);
const elsewhere = candidate('3', 'frame-B', 0.625);
const all = { usable: [thick, thin, elsewhere], refused: [] };

describe('chooseCt', () => {
  it('takes the series the segmentation was drawn on, however thick', () => {
    const chosen = chooseCt({ name: 'SEG', seriesInstanceUid: '1' }, all);
    expect(chosen.ct).toBe(thick);
    expect(chosen.reason).toBe('the series it was drawn on');
    expect(chosen.alternatives).toEqual([thin.choice]);
  });

  it('else takes the thinnest of the same frame of reference', () => {
    const chosen = chooseCt(
      { name: 'SEG', seriesInstanceUid: '99', frameOfReferenceUid: 'frame-A' },
      all,
    );
    expect(chosen.ct).toBe(thin);
    expect(chosen.reason).toContain('1.25 mm');
  });

  it('follows the user within the frame of reference, never out of it', () => {
    const reference = { name: 'SEG', seriesInstanceUid: '2' };
    expect(chooseCt(reference, all, 'display-1').ct).toBe(thick);
    expect(chooseCt(reference, all, 'display-3').ct).toBe(thin);
  });

  it('refuses a segmentation of another frame of reference, even when it names a series', () => {
    expect(() =>
      chooseCt({ name: 'SEG "A"', seriesInstanceUid: '1', frameOfReferenceUid: 'frame-C' }, all),
    ).toThrow(
      expect.objectContaining<Partial<MutationPredictionError>>({
        code: 'other-frame-of-reference',
        message: expect.stringContaining('SEG "A"') as string,
      }),
    );
  });

  it('says why the series it was drawn on cannot be read, when no other fits', () => {
    const error = new MutationPredictionError('gantry-tilt.tilted-stack', { file: 'CT' });
    const cts = { usable: [elsewhere], refused: [{ seriesInstanceUid: '1', error }] };
    expect(() =>
      chooseCt({ name: 'SEG', seriesInstanceUid: '1', frameOfReferenceUid: 'frame-A' }, cts),
    ).toThrow(error);
  });

  it('refuses a study without CT', () => {
    const none = { usable: [], refused: [] };
    expect(() => chooseCt({ name: 'SEG', seriesInstanceUid: '1' }, none)).toThrow(
      expect.objectContaining<Partial<MutationPredictionError>>({ code: 'no-ct' }),
    );
  });
});
