import { decodePart10 } from '../dicom/writing/part10.js';
import { chestPhantom } from './chestPhantom.js';
import { phantomDicom } from './phantomDicom.js';

const options = { size: [24, 24, 10], nodule: { diameterMm: 90 } } as const;

async function readStudy(phantomOptions: Parameters<typeof phantomDicom>[0]) {
  const { files, ...study } = await phantomDicom(phantomOptions);
  const datasets = [];
  for await (const { bytes } of files) datasets.push(await decodePart10(bytes));
  return { ...study, datasets };
}

describe('phantomDicom', () => {
  it('writes slices whose stored values are the phantom in HU, from feet to head', async () => {
    const { ct } = chestPhantom(options);
    const { datasets, fileCount } = await readStudy(options);
    expect(datasets).toHaveLength(fileCount);
    const slices = datasets.filter(({ Modality }) => Modality === 'CT');
    expect(slices).toHaveLength(10);
    const hu = slices.flatMap(({ PixelData, RescaleIntercept }) => {
      const [pixels] = PixelData as [ArrayBuffer];
      return Array.from(new Uint16Array(pixels), (value) => value + Number(RescaleIntercept));
    });
    expect(hu).toEqual(Array.from(ct.data));
    const z = slices.map(({ ImagePositionPatient }) => (ImagePositionPatient as number[])[2]!);
    expect(z[0]).toBeCloseTo(ct.grid.origin[2], 6);
    expect(z[9]! - z[8]!).toBeCloseTo(ct.grid.axes[2][2], 6);
  });

  it('says on every object that this is no patient', async () => {
    const { datasets } = await readStudy(options);
    for (const dataset of datasets) {
      expect(JSON.stringify(dataset['PatientName'])).toContain('Phantom^Demo');
      expect(dataset['StudyDescription']).toContain('not a patient');
    }
  });

  it('is the same study for the same options and another one for others', async () => {
    const uids = async (seed: number) =>
      (await readStudy({ ...options, seed })).datasets.map(({ SOPInstanceUID }) => SOPInstanceUID);
    const first = await uids(1);
    expect(new Set(first).size).toBe(11);
    expect(await uids(1)).toEqual(first);
    expect((await uids(2)).filter((uid) => first.includes(uid))).toEqual([]);
  });
});
