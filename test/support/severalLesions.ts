import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  chestPhantom,
  decodePart10,
  encodePart10,
  buildSegmentation,
  newUid,
  type CtImage,
  type Mask,
  type Vector3,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const SIZE: Vector3 = [128, 128, 70];

/**
 * The phantom as a study whose SEG has three segments: its nodule, the core of that, and a ball in the liver, which is
 * no lung lesion.
 *
 * @returns Study Instance UID
 */
export async function writeSeveralLesions(directory: string): Promise<string> {
  const { studyInstanceUid, truth } = await writePhantomStudy(directory, { size: SIZE });
  await rm(path.join(directory, 'seg'), { recursive: true });
  const names = (await readdir(path.join(directory, 'ct'))).sort();
  const slices = await Promise.all(
    names.map(async (name) => decodePart10(await readFile(path.join(directory, 'ct', name)))),
  );
  const text = (n: number, attribute: string) => String(slices[n]![attribute]);
  const identity: CtImage['identity'] = {
    studyInstanceUid,
    seriesInstanceUid: text(0, 'SeriesInstanceUID'),
    frameOfReferenceUid: text(0, 'FrameOfReferenceUID'),
    instances: slices.map((_, n) => ({
      sopClassUid: text(n, 'SOPClassUID'),
      sopInstanceUid: text(n, 'SOPInstanceUID'),
    })),
  };
  const { ct } = chestPhantom({ size: SIZE });
  const { centreLps, diameterMm } = truth.nodule;
  const balls = [
    { label: 'Upper nodule', centre: centreLps, radius: diameterMm / 2 },
    { label: 'Its core', centre: centreLps, radius: diameterMm / 3 },
    { label: 'In the liver', centre: [-70, 0, -135] as const, radius: 14 },
  ];
  const { dataset } = buildSegmentation({
    ct: { identity, grid: ct.grid },
    studyAttributes: {
      PatientName: 'Phantom^Demo',
      PatientID: text(0, 'PatientID'),
      PatientSex: truth.subject.sex,
      StudyInstanceUID: studyInstanceUid,
    },
    segments: balls.map(({ label, centre, radius }) => ({
      mask: ballMask(ct.grid, centre, radius),
      label,
      trackingId: label,
      trackingUid: newUid(),
    })),
    seriesDescription: 'Three lesions',
    seriesNumber: 2,
    now: new Date(2024, 0, 1, 12),
  });
  await writeFile(path.join(directory, 'seg.dcm'), new Uint8Array(await encodePart10(dataset)));
  return studyInstanceUid;
}

function ballMask(grid: Mask['grid'], centre: Vector3, radius: number): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (let n = 0; n < data.length; n++) {
    const index = [
      n % columns,
      Math.floor(n / columns) % rows,
      Math.floor(n / (columns * rows)),
    ] as const;
    const squared = index.map((i, axis) => {
      const mm = grid.origin[axis as 0]! + i * grid.axes[axis as 0]![axis as 0]!;
      return (mm - centre[axis as 0]!) ** 2;
    });
    if (squared.reduce((sum, value) => sum + value, 0) <= radius ** 2) data[n] = 1;
  }
  return { grid, data };
}
