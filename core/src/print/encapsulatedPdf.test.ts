import { reportContextFixture } from '../../../test/support/predictionFixture.js';
import { decodePart10, encodePart10 } from '../dicom/writing/part10.js';
import { buildEncapsulatedPdf } from './encapsulatedPdf.js';

const { image, studyAttributes, now } = reportContextFixture();
const report = { sopClassUid: '1.2.840.10008.5.1.4.1.1.88.34', sopInstanceUid: '1.2.3' };

test('the file comes back as it was, with the SR and the CT that it is of', async () => {
  const pdf = Uint8Array.from([37, 80, 68, 70, 10]);
  const dataset = buildEncapsulatedPdf({
    ...{ pdf, report, image, studyAttributes, now, seriesDescription: 'Nodule' },
  });
  const back = await decodePart10(await encodePart10(dataset));
  const [document] = [back['EncapsulatedDocument']].flat() as [ArrayBuffer];
  const length = Number(back['EncapsulatedDocumentLength']);
  expect([...new Uint8Array(document).subarray(0, length)]).toEqual([...pdf]);
  expect(document.byteLength).toBe(6);
  expect(back).toMatchObject({
    ...{ Modality: 'DOC', BurnedInAnnotation: 'YES', VerificationFlag: 'UNVERIFIED' },
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
  });
  const sources = back['SourceInstanceSequence'] as { ReferencedSOPInstanceUID: string }[];
  expect(sources.map((item) => item.ReferencedSOPInstanceUID)).toEqual([
    report.sopInstanceUid,
    ...image.instances.map(({ sopInstanceUid }) => sopInstanceUid),
  ]);
});
