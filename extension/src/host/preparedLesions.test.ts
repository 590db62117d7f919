import { jest } from '@jest/globals';
import type { Mask, Prediction, PredictionRequest } from '@mutation-prediction/core';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { ViewerCt } from './ct/viewerCt.js';
import { PreparedLesions } from './preparedLesions.js';
import type { ViewerSegmentation, ViewerSegment } from './segmentations/openSegmentation.js';
import type { LesionOrigin } from './segmentations/segmentationEntry.js';

const grid: Mask['grid'] = {
  size: [6, 1, 1],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const ct = {
  grid,
  acquisition: {},
  readRegion: () => Promise.resolve({ grid, data: new Int16Array(6) }),
} as unknown as ViewerCt;

/** Two parts along a line, three voxels and one, in a SEG that tracks them as one. */
function originOf({
  component,
  segment = { number: 3, label: 'Tumour', trackingUid: '2.25.5' },
  data = Uint8Array.of(1, 1, 1, 0, 0, 1),
  resampled = false,
  contours,
}: {
  component?: number;
  segment?: ViewerSegment;
  data?: Uint8Array;
  resampled?: boolean;
  contours?: LesionOrigin['contours'];
} = {}): LesionOrigin {
  const segmentation: ViewerSegmentation = {
    kind: 'SEG',
    source: 'SEG',
    reference: { name: 'SEG' },
    segments: [segment],
    maskOn: () => Promise.resolve({ mask: { grid, data }, resampled }),
  };
  return {
    segmentation,
    ct,
    segment,
    label: 'Tumour',
    warnings: [],
    ...(component && { component }),
    ...(contours && { contours }),
  };
}

const unknown = () => undefined;
const untracked = { number: 3, label: 'Tumour' };

const prepare = (
  lesions: PreparedLesions,
  origin: LesionOrigin,
  known: (segmentation: PredictionRequest['segmentation']) => string | undefined = unknown,
  lesionId = 'seg/3',
) => lesions.prepare(lesionId, origin, known, manifest, {}, new AbortController().signal);

const manifest = manifestFixture();
const predictionOf = ({ lesion }: PredictionRequest) => ({ lesion }) as Prediction;

describe('the tracking UID of a lesion', () => {
  it('is the same on every run', async () => {
    const lesions = new PreparedLesions();
    const origin = originOf({ segment: untracked });
    const first = await prepare(lesions, origin);
    const second = await prepare(lesions, origin);
    expect(first.lesion.trackingUid).toMatch(/^2\.25\.\d{9,}$/);
    expect(second.lesion.trackingUid).toBe(first.lesion.trackingUid);
  });

  it('stays when the contours are read anew', async () => {
    const lesions = new PreparedLesions();
    const first = await prepare(lesions, originOf({ segment: untracked }));
    const data = Uint8Array.of(1, 1, 0, 0, 0, 0);
    const second = await prepare(lesions, originOf({ segment: untracked, data }));
    expect(second.lesion.voxelCount).toBe(2);
    expect(second.lesion.trackingUid).toBe(first.lesion.trackingUid);
  });

  it('is the segment’s for the whole segment, and never for a part of it', async () => {
    const lesions = new PreparedLesions();
    const whole = await prepare(lesions, originOf());
    const parts = await Promise.all(
      [1, 2].map((component) =>
        prepare(lesions, originOf({ component }), unknown, `seg/3/${component}`),
      ),
    );
    const uids = [whole, ...parts].map(({ lesion }) => lesion.trackingUid);
    expect(uids[0]).toBe('2.25.5');
    expect(new Set(uids).size).toBe(3);
    expect(parts.map(({ lesion }) => lesion.voxelCount)).toEqual([3, 1]);
    expect(new PreparedLesions().trackingUidOf('other', originOf({ component: 1 }), unknown)).toBe(
      undefined,
    );
  });

  it('is that of an earlier report of the same contours, which is asked for the part', async () => {
    const asked: PredictionRequest['segmentation'][] = [];
    const known = (segmentation: PredictionRequest['segmentation']) => {
      asked.push(segmentation);
      return '2.25.8';
    };
    const { lesion } = await prepare(new PreparedLesions(), originOf({ component: 2 }), known);
    expect(lesion.trackingUid).toBe('2.25.8');
    expect(asked).toEqual([
      { kind: 'SEG', segmentNumber: 3, segmentLabel: 'Tumour', component: 2 },
    ]);
  });

  it('is the one that a person chose, until the study is left', () => {
    const lesions = new PreparedLesions();
    lesions.trackAs('seg/3', originOf(), '2.25.9');
    expect(lesions.trackingUidOf('seg/3', originOf(), () => '2.25.8')).toBe('2.25.9');
    lesions.clear();
    expect(lesions.trackingUidOf('seg/3', originOf(), unknown)).toBe('2.25.5');
  });
});

describe('a lesion that is predicted again', () => {
  const listed = { start: 0, end: 3, j: 0, k: 0 };
  const contours = { voxels: { grid, runs: [listed] }, drawn: { resampled: false } };

  it('is what was listed where a DICOM object holds it, also to be saved', async () => {
    const lesions = new PreparedLesions();
    const origin = originOf({ contours });
    const reading = jest.spyOn(origin.segmentation, 'maskOn');
    const first = await prepare(lesions, origin);
    const second = await prepare(lesions, origin);
    await lesions.find(predictionOf(second));
    expect(reading).not.toHaveBeenCalled();
    expect(second.lesion.voxelCount).toBe(3);
    expect(second).toEqual(first);
    expect(second.descriptor).toBe(first.descriptor);
  });

  it('is read anew where it can be drawn on, and described anew once a voxel differs', async () => {
    const lesions = new PreparedLesions();
    const data = Uint8Array.of(1, 1, 1, 0, 0, 1);
    const origin = originOf({ data });
    const first = await prepare(lesions, origin);
    expect((await prepare(lesions, origin)).descriptor).toBe(first.descriptor);
    // As the viewer's brush does: in place, and the count of voxels stays.
    data.set([0, 1, 1, 1, 0, 1]);
    const moved = await prepare(lesions, origin);
    expect(moved.lesion.voxelCount).toBe(4);
    expect(moved.lesion.centroidLps).not.toEqual(first.lesion.centroidLps);
    expect(moved.descriptor).not.toBe(first.descriptor);
    await expect(lesions.find(predictionOf(first))).rejects.toMatchObject({
      code: 'invalid-report',
    });
  });

  it('is described anew on another CT', async () => {
    const lesions = new PreparedLesions();
    const first = await prepare(lesions, originOf({ contours }));
    const brighter = { grid, data: new Int16Array(6).fill(200) };
    const other = { ...ct, readRegion: () => Promise.resolve(brighter) } as ViewerCt;
    const second = await prepare(lesions, { ...originOf({ contours }), ct: other });
    expect(first.descriptor?.medianHu).toBe(0);
    expect(second.descriptor?.medianHu).toBe(200);
  });
});

describe('a prepared lesion', () => {
  it('warns of contours from another grid', async () => {
    const { inputWarnings } = await prepare(new PreparedLesions(), originOf({ resampled: true }));
    expect(inputWarnings.map(({ code }) => code)).toContain('segmentation-resampled');
    const plain = await prepare(new PreparedLesions(), originOf());
    expect(plain.inputWarnings.map(({ code }) => code)).not.toContain('segmentation-resampled');
  });

  it('is found again for the report, by its tracking UID', async () => {
    const lesions = new PreparedLesions();
    const [first, second] = [originOf({ component: 1 }), originOf({ component: 2 })];
    await prepare(lesions, first, unknown, 'seg/3/1');
    const request = await prepare(lesions, second, unknown, 'seg/3/2');
    expect(await lesions.find(predictionOf(request))).toEqual({
      origin: second,
      trackingUid: request.lesion.trackingUid,
    });
  });

  it('is no longer found once its contours moved, changed in size or are gone', async () => {
    const lesions = new PreparedLesions();
    const prediction = predictionOf(await prepare(lesions, originOf()));
    const refusal = { code: 'invalid-report', advice: 'Predict again, then save.' };
    for (const data of [Uint8Array.of(1, 1, 1, 0, 1, 0), Uint8Array.of(1, 1, 1, 1, 0, 1)]) {
      lesions.trackAs('seg/3', originOf({ data }), '2.25.5');
      await expect(lesions.find(prediction)).rejects.toMatchObject(refusal);
    }
    lesions.clear();
    await expect(lesions.find(prediction)).rejects.toMatchObject(refusal);
  });

  it('is not read to the end when cancelled', async () => {
    const lesions = new PreparedLesions();
    const signal = AbortSignal.abort();
    await expect(
      lesions.prepare('seg/3', originOf(), unknown, manifest, {}, signal),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});
