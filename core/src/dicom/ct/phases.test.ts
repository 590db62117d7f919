/** Several phases of one place in a classic series: test/golden/dicom/make_phases.py. */
import { goldenJson, goldenSources } from '../../../../test/support/dicomFiles.js';
import { wholeBox } from '../../imaging/gridGeometry.js';
import { readCtSeries } from './ctSeries.js';

const phases = Object.entries(goldenJson<Record<string, string[]>>('phases.json'));

test.each(phases)('%s tells the phases of a series apart', async (folder, names) => {
  const { series, refused } = await readCtSeries(goldenSources(`phases/${folder}`));
  expect(refused).toEqual([]);
  expect(new Set(series.map(({ identity }) => identity.phase))).toEqual(new Set(names));
  for (const ct of series) {
    const phase = ct.identity.phase!;
    expect(ct.title).toContain(phase);
    expect(ct.grid.size).toEqual([8, 8, 3]);
    const { data } = await ct.readRegion(wholeBox(ct.grid));
    const own = 100 * names.indexOf(phase);
    expect(data.every((hu) => hu === own)).toBe(true);
  }
});

test('images of one moment are no phases', async () => {
  const sources = goldenSources('phases/trigger-time');
  // A position with one image more than the others: which belongs to which moment is not said.
  const { refused } = await readCtSeries(sources.slice(0, -1));
  expect(refused.map(({ error }) => error.code)).toEqual(['inconsistent-series']);
});
