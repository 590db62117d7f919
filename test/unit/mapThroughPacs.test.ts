import { readCtSeries } from '../../core/src/dicom/ct/ctSeries.js';
import {
  buildParametricMap,
  encodeParametricMap,
} from '../../core/src/dicom/parametric-map/parametricMapWriter.js';
import { readParametricMap } from '../../core/src/dicom/parametric-map/readParametricMap.js';
import { parseDicomFile } from '../../core/src/dicom/reading/dicomFile.js';
import { goldenSources } from '../support/dicomFiles.js';
import { hasOrthanc, startOrthanc } from '../support/orthanc.js';

/* A Parametric Map is deflated: an archive takes it, and gives it to viewers that ask for plain files. */

(hasOrthanc ? test : test.skip)(
  'a PACS returns the values of a map bit for bit, deflated and inflated',
  async () => {
    const ct = (await readCtSeries(goldenSources('oblique'))).series[0]!;
    const [columns, rows, slices] = ct.grid.size;
    const data = Float32Array.from({ length: columns * rows * slices }, (_, n) => Math.sin(n + 1));
    const built = buildParametricMap({
      ct,
      studyAttributes: ct.studyAttributes,
      map: { grid: ct.grid, data },
      quantity: { value: '130402', scheme: 'DCM', meaning: 'Class activation' },
      unit: { value: '1', scheme: 'UCUM', meaning: 'no units' },
      explanation: 'Where the model looked',
      algorithm: { name: 'Nine views', version: '1.0.0', parameters: [] },
      contributingEquipment: [{ Manufacturer: 'Us', PurposeOfReferenceCodeSequence: [] }],
      seriesDescription: 'Map EGFR',
      seriesNumber: 9600,
      now: new Date(2026, 0, 2),
    });
    const orthanc = await startOrthanc();
    try {
      await orthanc.upload(await encodeParametricMap(built));
      const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = built.reference;
      const series = `${orthanc.dicomWebUrl}/studies/${studyInstanceUid}/series/${seriesInstanceUid}`;
      const retrieve = async (transferSyntax: string) => {
        const type = 'multipart/related; type="application/dicom"';
        const answer = await fetch(`${series}/instances/${sopInstanceUid}`, {
          headers: { Accept: `${type}; transfer-syntax=${transferSyntax}` },
        });
        return onlyPart(Buffer.from(await answer.arrayBuffer()));
      };
      for (const [asked, given] of [
        ['*', '1.2.840.10008.1.2.1.99'],
        ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1'],
      ] as const) {
        const file = new Uint8Array(await retrieve(asked));
        expect(parseDicomFile(file, 'map').transferSyntaxUid).toBe(given);
        expect(readParametricMap(file, 'map').map.data).toEqual(data);
      }
    } finally {
      await orthanc.stop();
    }
  },
  300_000,
);

/** The file in a multipart answer of one part. */
function onlyPart(body: Buffer): Buffer {
  return body.subarray(body.indexOf('DICM') - 128, body.lastIndexOf('\r\n--'));
}
