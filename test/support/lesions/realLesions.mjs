/** Lesions of real patients, where the test data is at hand: the tumour of IBSI's CT, and TCIA's R01-001. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { indexToLps, lpsToIndex } from '../../../core/dist/imaging/gridGeometry.js';
import { imageSources, openCtSeries } from '../../../server-adapter/dist/case/openCtSeries.js';
import { openImages } from '../../../server-adapter/dist/case/openImages.js';
import { readCsvTable } from '../../../server-adapter/dist/cohort/csvTable.js';

const RADIUS_MM = 10;

/** Both, or those that there are. */
export async function realLesions() {
  const ibsi = dataFolder('ct-seg/ibsi-ct/dicom');
  const r01 = dataFolder('tcia/R01-001-ct');
  return [...(ibsi ? [await lesionOfIbsi(ibsi)] : []), ...(r01 ? [await lesionOfR01(r01)] : [])];
}

function dataFolder(name) {
  const folder = path.join(process.env.MP_DATA ?? '../shared/data', name);
  if (existsSync(folder)) return path.resolve(folder);
  process.stderr.write(`skipped: no test data ${name}\n`);
  return undefined;
}

/** As its structure set outlines it. */
async function lesionOfIbsi(folder) {
  const { ct, segmentation } = await openImages({
    ct: path.join(folder, 'image'),
    seg: path.join(folder, 'mask/DCM_RS_00060.dcm'),
  });
  const [segment] = segmentation.segments;
  return { title: 'IBSI', ct, mask: segmentation.maskOn(ct, segment.number).mask };
}

/** A ball at the published centre of the tumour: contours are not published. */
export async function lesionOfR01(folder) {
  const reference = { name: 'none' };
  const { series } = await openCtSeries(await imageSources(folder), { reference }, folder, {});
  const mask = ball(series.grid, await centroidOfR01(folder));
  return { title: 'R01-001', ct: series, mask };
}

async function centroidOfR01(folder) {
  const file = path.join(folder, '../tumour-centroids.csv');
  const row = (await readCsvTable(file)).find((candidate) => candidate['case id'] === 'R01-001');
  return ['coordx', 'coordy', 'coordz'].map((name) => Number(row[name]));
}

function ball(grid, centre) {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const middle = lpsToIndex(grid, centre);
  // Far less than all of a CT.
  const range = (axis) => {
    const reach = RADIUS_MM / Math.hypot(...grid.axes[axis]);
    const first = Math.max(0, Math.floor(middle[axis] - reach));
    const last = Math.min(grid.size[axis] - 1, Math.ceil(middle[axis] + reach));
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  };
  for (const k of range(2)) {
    for (const j of range(1)) {
      for (const i of range(0)) {
        const place = indexToLps(grid, [i, j, k]);
        const distanceMm = Math.hypot(...place.map((mm, axis) => mm - centre[axis]));
        if (distanceMm <= RADIUS_MM) data[(k * rows + j) * columns + i] = 1;
      }
    }
  }
  return { grid, data };
}
