/** Lesions of real patients, where the test data is at hand: the tumour of IBSI's CT, and TCIA's R01-001. */
import path from 'node:path';
import type { CtImage, Grid, Mask } from '@mutation-prediction/core';
import { indexToLps } from '../../core/src/imaging/gridGeometry.js';
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

async function centroidOfR01(folder: string): Promise<readonly number[]> {
  const file = path.join(folder, '../tumour-centroids.csv');
  const row = (await readCsvTable(file)).find((candidate) => candidate['case id'] === 'R01-001');
  return ['coordx', 'coordy', 'coordz'].map((name) => Number(row![name]));
}

function ball(grid: Grid, centre: readonly number[]): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (let k = 0, voxel = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, voxel++) {
        const place = indexToLps(grid, [i, j, k]);
        const squared = place.reduce((sum, mm, axis) => sum + (mm - centre[axis]!) ** 2, 0);
        if (squared <= RADIUS_MM ** 2) data[voxel] = 1;
      }
    }
  }
  return { grid, data };
}
