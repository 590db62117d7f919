/** The CT of the sample folder, by highdicom: test/golden/dicom/read_samples.py. */
import { createHash } from 'node:crypto';
import { dataFolder, folderSources, goldenJson } from '../../../../test/support/dicomFiles.js';
import type { Grid } from '../../imaging/grid.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import { readCtSeries } from './ctSeries.js';

const folder = dataFolder('dicom-samples/ct3');

(folder ? test : test.skip)(
  'the sample CT has the grid and voxels that highdicom reads',
  async () => {
    const { ct3 } = goldenJson<{ ct3: { grid: Grid; sha256: string } }>('samples.json');
    const { series } = await readCtSeries(folderSources(folder!));
    expect(series).toHaveLength(1);
    const { grid } = series[0]!;
    expect(grid.size).toEqual(ct3.grid.size);
    grid.origin.forEach((mm, axis) => expect(mm).toBeCloseTo(ct3.grid.origin[axis]!, 9));
    grid.axes.flat().forEach((mm, n) => expect(mm).toBeCloseTo(ct3.grid.axes.flat()[n]!, 9));
    const { data } = await series[0]!.readRegion(wholeBox(grid));
    expect(createHash('sha256').update(Int16Array.from(data)).digest('hex')).toBe(ct3.sha256);
  },
);
