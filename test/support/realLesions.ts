/** Lesions of real patients, where the test data is at hand: the tumour of IBSI's CT, and TCIA's R01-001. */
import path from 'node:path';
import type { CtImage, Grid, Mask, Vector3 } from '@mutation-prediction/core';
import { indexToLps, lpsToIndex } from '../../core/src/imaging/gridGeometry.js';
import { imageSources, openCtSeries } from '../../server-adapter/src/case/openCtSeries.js';
import { openImages } from '../../server-adapter/src/case/openImages.js';
import { readCsvTable } from '../../server-adapter/src/cohort/csvTable.js';
import { dataFolder } from './dicomFiles.js';

export interface RealLesion {
  readonly title: string;
  readonly ct: CtImage;
  readonly mask: Mask;
}

const RADIUS_MM = 10;

export const ibsiFolder = dataFolder('ct-seg/ibsi-ct/dicom');
export const r01Folder = dataFolder('tcia/R01-001-ct');

/** Both, or those that there are. */
export async function realLesions(): Promise<RealLesion[]> {
  return [
    ...(ibsiFolder ? [await lesionOfIbsi(ibsiFolder)] : []),
    ...(r01Folder ? [await lesionOfR01(r01Folder)] : []),
  ];
}

/** As its structure set outlines it. */
async function lesionOfIbsi(folder: string): Promise<RealLesion> {
  const { ct, segmentation } = await openImages({
    ct: path.join(folder, 'image'),
    seg: path.join(folder, 'mask/DCM_RS_00060.dcm'),
  });
  const [segment] = segmentation.segments;
  return { title: 'IBSI', ct, mask: segmentation.maskOn(ct, segment!.number).mask };
}

/** A ball at the published centre of the tumour: contours are not published. */
export async function lesionOfR01(folder: string): Promise<RealLesion> {
  const reference = { name: 'none' };
  const { series } = await openCtSeries(await imageSources(folder), { reference }, folder, {});
  const mask = ball(series.grid, await centroidOfR01(folder));
  return { title: 'R01-001', ct: series, mask };
}

async function centroidOfR01(folder: string): Promise<Vector3> {
  const file = path.join(folder, '../tumour-centroids.csv');
  const row = (await readCsvTable(file)).find((candidate) => candidate['case id'] === 'R01-001');
  return [Number(row!['coordx']), Number(row!['coordy']), Number(row!['coordz'])];
}

function ball(grid: Grid, centre: Vector3): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const middle = lpsToIndex(grid, centre);
  // Far less than all of a CT, of which a test would take a minute.
  const range = (axis: 0 | 1 | 2) => {
    const reach = RADIUS_MM / Math.hypot(...grid.axes[axis]);
    const first = Math.max(0, Math.floor(middle[axis] - reach));
    const last = Math.min(grid.size[axis] - 1, Math.ceil(middle[axis] + reach));
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  };
  for (const k of range(2)) {
    for (const j of range(1)) {
      for (const i of range(0)) {
        const place = indexToLps(grid, [i, j, k]);
        const distanceMm = Math.hypot(...place.map((mm, axis) => mm - centre[axis]!));
        if (distanceMm <= RADIUS_MM) data[(k * rows + j) * columns + i] = 1;
      }
    }
  }
  return { grid, data };
}
