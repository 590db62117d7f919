import { dataFolder, goldenBytes } from '../../../../test/support/dicomFiles.js';
import { readFileSync } from 'node:fs';
import { SOP_CLASS } from '../identity/sopClasses.js';
import type { NaturalisedDataset } from '../writing/naturalisedDataset.js';
import { encodePart10 } from '../writing/part10.js';
import { readSegmentationObject } from './segmentationObject.js';

const code = (CodeValue: string, CodingSchemeDesignator: string, CodeMeaning: string) => ({
  CodeValue,
  CodingSchemeDesignator,
  CodeMeaning,
});

async function codesIn(dataset: NaturalisedDataset) {
  const bytes = new Uint8Array(
    await encodePart10({
      SpecificCharacterSet: 'ISO_IR 192',
      StudyInstanceUID: '2.25.1',
      SeriesInstanceUID: '2.25.2',
      SOPInstanceUID: '2.25.3',
      ...dataset,
    }),
  );
  return readSegmentationObject(bytes, 'made').segments.map(({ codes }) => codes);
}

test('a segment of a SEG is what its codes say', async () => {
  const segment = (codes: NaturalisedDataset): NaturalisedDataset => ({
    SOPClassUID: SOP_CLASS.segmentation,
    SegmentSequence: [{ SegmentNumber: 1, SegmentLabel: 'Leber', ...codes }],
  });
  const anatomical = code('91723000', 'SCT', 'Anatomical Structure');
  expect(
    await codesIn(
      segment({
        SegmentedPropertyCategoryCodeSequence: [anatomical],
        SegmentedPropertyTypeCodeSequence: [code('T-62000', 'SRT', 'Léber')],
        AnatomicRegionSequence: [code('818983003', 'SCT', 'Abdomen')],
      }),
    ),
  ).toEqual([
    {
      category: { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' },
      type: { value: 'T-62000', scheme: 'SRT', meaning: 'L?ber' },
      anatomicRegion: { value: '818983003', scheme: 'SCT', meaning: 'Abdomen' },
    },
  ]);
  // No report of ours repeats a Long Code Value.
  const long = { LongCodeValue: '1234567890123456789', CodeMeaning: 'Something' };
  expect(await codesIn(segment({ SegmentedPropertyTypeCodeSequence: [long] }))).toEqual([{}]);
});

test('an ROI is what its observation says', async () => {
  const structureSet = {
    SOPClassUID: SOP_CLASS.rtStructureSet,
    StructureSetROISequence: [
      { ROINumber: '1', ROIName: 'GTV-1' },
      { ROINumber: '2', ROIName: 'Heart' },
      { ROINumber: '3', ROIName: 'Unobserved' },
    ],
    RTROIObservationsSequence: [
      {
        ObservationNumber: '1',
        ReferencedROINumber: '2',
        RTROIIdentificationCodeSequence: [code('7088', 'FMA', 'Heart')],
        RTROIInterpretedType: 'ORGAN',
      },
      { ObservationNumber: '2', ReferencedROINumber: '1', RTROIInterpretedType: 'GTV' },
    ],
  };
  expect(await codesIn(structureSet)).toEqual([
    { interpretedType: 'GTV' },
    { type: { value: '7088', scheme: 'FMA', meaning: 'Heart' }, interpretedType: 'ORGAN' },
    undefined,
  ]);
});

test('a SEG of highdicom', () => {
  const { segments } = readSegmentationObject(goldenBytes('seg/binary.dcm'), 'binary.dcm');
  expect(segments[0]!.codes).toMatchObject({
    type: { value: '108369006', scheme: 'SCT', meaning: 'Neoplasm' },
  });
});

const samples = dataFolder('dicom-samples/seg');

(samples ? test : test.skip)('a SEG of dcmqi', () => {
  const bytes = new Uint8Array(readFileSync(`${samples!}/liver.dcm`));
  const { segments } = readSegmentationObject(bytes, 'liver.dcm');
  expect(segments[0]!.codes).toMatchObject({ type: { meaning: 'Liver' } });
});
