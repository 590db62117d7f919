/** A SEG that highdicom drew on a compressed enhanced CT (make_ct_fixtures.py). */
import { goldenJson, goldenPath } from '../../../test/support/dicomFiles.js';
import { expectCt } from '../../../test/support/ctFixtures.js';
import { openImages } from './openImages.js';

const expected = goldenJson<{
  'enhanced-seg': { readonly voxels: readonly number[]; readonly frames: readonly string[] };
}>('ct/expected.json')['enhanced-seg'];

const seg = goldenPath('ct/enhanced-seg.dcm');

test.each([
  ['alone', 'ct/enhanced/offsets-basic.dcm'],
  ['among other series', 'ct/enhanced'],
])('a segment is read on the frames of an enhanced CT, %s', async (_, place) => {
  const { ct, series, segmentation } = await openImages({ ct: goldenPath(place), seg });
  expect(segmentation.object!.referencedSeriesUids).toEqual([series!.identity.seriesInstanceUid]);
  expect([...segmentation.object!.referencedFrames].sort()).toEqual([...expected.frames].sort());
  await expectCt(series!, 'enhanced/offsets-basic');

  const { mask, resampled } = segmentation.maskOn(ct, 1);
  expect(resampled).toBe(false);
  expect([...mask.data.keys()].filter((n) => mask.data[n] === 1)).toEqual(expected.voxels);
  const instances = series!.identity.instances.slice(1, 4);
  expect(instances.map((one) => `${one.sopInstanceUid} ${one.frameNumber}`).sort()).toEqual(
    [...expected.frames].sort(),
  );
});
