/** The phantom's study as other scanners would have sent it: of several phases, or of one enhanced image. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NaturalisedDataset, SOP_CLASS } from '@mutation-prediction/core';
import { decodePart10, encodePart10, newUid } from '@mutation-prediction/core';
import { filesBelow } from './archive.js';

type Items = readonly NaturalisedDataset[];

const read = async (file: Uint8Array) => (await decodePart10(file)) as NaturalisedDataset;

async function write(folder: string, name: string, dataset: NaturalisedDataset): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), new Uint8Array(await encodePart10(dataset)));
}

/**
 * Has the CT of a study hold several phases of the place: the first as it is, each further one denser by 50 HU than
 * the one before. The segmentation then names neither series, nor images, nor a phase.
 *
 * @param percentages of the cardiac cycle
 */
export async function makePhases(study: string, percentages: readonly number[]): Promise<void> {
  const folder = path.join(study, 'ct');
  const slices = await Promise.all(filesBelow(folder).map(read));
  rmSync(folder, { recursive: true });
  for (const [n, percentage] of percentages.entries()) {
    for (const [k, slice] of slices.entries()) {
      await write(folder, `${percentage}-${k}.dcm`, {
        ...slice,
        ...(n > 0 && { SOPInstanceUID: newUid() }),
        InstanceNumber: String(1 + n * slices.length + Number(slice['InstanceNumber'])),
        NominalPercentageOfCardiacPhase: percentage,
        RescaleIntercept: String(Number(slice['RescaleIntercept']) + 50 * n),
      });
    }
  }
  // One that names a series and none of its images is no segmentation to OHIF.
  await changeSegmentation(study, (seg) => without(seg, ['ReferencedSeriesSequence']));
}

/** Puts the slices of a study's CT into one multi-frame image, in an order that says nothing. */
export async function makeEnhanced(
  study: string,
  sopClassUid: typeof SOP_CLASS.enhancedCt | typeof SOP_CLASS.legacyConvertedEnhancedCt,
): Promise<void> {
  const folder = path.join(study, 'ct');
  const inOrder = await Promise.all(filesBelow(folder).map(read));
  const slices = [
    ...inOrder.filter((_, k) => k % 2 === 1),
    ...inOrder.filter((_, k) => k % 2 === 0),
  ];
  const [first] = slices;
  rmSync(folder, { recursive: true });
  const instance = { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: newUid() };
  const pixels = slices.map(({ PixelData }) => new Uint8Array(bytesOf(PixelData)));
  await write(folder, 'enhanced.dcm', {
    ...without(first!, [
      ...['ImagePositionPatient', 'ImageOrientationPatient', 'PixelSpacing', 'SliceThickness'],
      ...['SliceLocation', 'RescaleIntercept', 'RescaleSlope', 'RescaleType', 'WindowCenter'],
      ...['WindowWidth', 'WindowCenterWidthExplanation', 'BodyPartExamined', 'AcquisitionNumber'],
      ...['ContrastBolusAgent'],
    ]),
    SOPClassUID: sopClassUid,
    SOPInstanceUID: instance.ReferencedSOPInstanceUID,
    ImageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'],
    NumberOfFrames: String(slices.length),
    ContrastBolusAgentSequence: [code('7140000', 'SCT', 'Iodinated contrast agent')],
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [
          { PixelSpacing: first!['PixelSpacing'], SliceThickness: first!['SliceThickness'] },
        ],
        PlaneOrientationSequence: [{ ImageOrientationPatient: first!['ImageOrientationPatient'] }],
        CTImageFrameTypeSequence: [{ FrameType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'] }],
        PixelValueTransformationSequence: [
          { RescaleIntercept: '-1024', RescaleSlope: '1', RescaleType: 'HU' },
        ],
        FrameVOILUTSequence: [
          { WindowCenter: first!['WindowCenter'], WindowWidth: first!['WindowWidth'] },
        ],
        FrameAnatomySequence: [
          { FrameLaterality: 'U', AnatomicRegionSequence: [code('51185008', 'SCT', 'Chest')] },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: slices.map(({ ImagePositionPatient }, frame) => ({
      FrameContentSequence: [{ StackID: '1', InStackPositionNumber: frame + 1 }],
      PlanePositionSequence: [{ ImagePositionPatient }],
    })),
    PixelData: joined(pixels),
    _vrMap: { PixelData: 'OW' },
  } as NaturalisedDataset);
  await changeSegmentation(study, (seg) => ({
    ...seg,
    ReferencedSeriesSequence: (seg['ReferencedSeriesSequence'] as Items).map((series) => ({
      ...series,
      ReferencedInstanceSequence: [instance],
    })),
  }));
}

/** The segmentation without what it says of single images, and otherwise as `change` has it. */
async function changeSegmentation(
  study: string,
  change: (seg: NaturalisedDataset) => Record<string, unknown>,
): Promise<void> {
  const file = path.join(study, 'seg/nodule.dcm');
  const seg = await read(new Uint8Array(readFileSync(file)));
  const frames = seg['PerFrameFunctionalGroupsSequence'] as Items;
  await write(path.dirname(file), path.basename(file), {
    ...change(seg),
    PerFrameFunctionalGroupsSequence: frames.map((frame) =>
      without(frame, ['DerivationImageSequence']),
    ),
  } as NaturalisedDataset);
}

const code = (CodeValue: string, CodingSchemeDesignator: string, CodeMeaning: string) => ({
  ...{ CodeValue, CodingSchemeDesignator, CodeMeaning },
});

function without(dataset: NaturalisedDataset, keywords: readonly string[]): NaturalisedDataset {
  const kept = Object.entries(dataset).filter(([keyword]) => !keywords.includes(keyword));
  return Object.fromEntries(kept) as NaturalisedDataset;
}

function bytesOf(pixelData: unknown): ArrayBuffer {
  const [bytes] = Array.isArray(pixelData) ? (pixelData as unknown[]) : [pixelData];
  if (bytes instanceof ArrayBuffer) return bytes;
  throw new Error('The slice has no pixel data.');
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
