import type { Code } from '../contract/modelManifest.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { encodePart10 } from '../dicom/writing/part10.js';
import { buildSegmentation } from '../dicom/segmentation/segWriter.js';
import { SOP_CLASS } from '../dicom/identity/sopClasses.js';
import type { StudyAttributes } from '../dicom/identity/studyAttributes.js';
import { uidFromDigest } from '../dicom/identity/uid.js';
import { sha256 } from '../inference/sha256.js';
import type { SeriesIdentity } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import type { Mask } from '../imaging/volume.js';
import type { ChestPhantomOptions, ChestPhantomTruth } from './phantomOptions.js';
import { chestPhantom } from './chestPhantom.js';
import { ctDatasets, PHANTOM_DATE, phantomStudyAttributes } from './phantomCt.js';

/** Grows with every change of the voxels, so that a changed phantom is another study. */
export const PHANTOM_VERSION = 2;

/** A DICOM file of the phantom study. */
export interface PhantomFile {
  /** E.g. `ct/0001.dcm`. */
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

export interface PhantomStudy {
  readonly studyInstanceUid: string;
  readonly truth: ChestPhantomTruth;
  readonly files: AsyncIterable<PhantomFile>;
  readonly fileCount: number;
}

/**
 * The phantom as a study: a CT series and a SEG of the nodule. UIDs follow from the options, so the
 * same phantom is the same study everywhere, and its URL stays valid.
 */
export async function phantomDicom(options: ChestPhantomOptions = {}): Promise<PhantomStudy> {
  const { ct, nodule, truth } = chestPhantom(options);
  const identity = await phantomIdentity(options, ct.grid.size[2]);
  const study = phantomStudyAttributes(identity.studyInstanceUid, truth);
  const segmentation = await noduleSegmentation(ct.grid, identity, nodule, study, options);
  async function* files(): AsyncGenerator<PhantomFile> {
    for (const [k, dataset] of ctDatasets(ct, identity, study, truth).entries()) {
      const name = `ct/${String(k + 1).padStart(4, '0')}.dcm`;
      yield { name, bytes: await encodePart10(dataset) };
    }
    yield { name: 'seg/nodule.dcm', bytes: await encodePart10(segmentation) };
  }
  return {
    studyInstanceUid: identity.studyInstanceUid,
    truth,
    files: files(),
    fileCount: identity.instances.length + 1,
  };
}

/** A SEG in every respect but that its UIDs are known before it is written. */
async function noduleSegmentation(
  grid: Grid,
  identity: SeriesIdentity,
  mask: Mask,
  studyAttributes: StudyAttributes,
  options: ChestPhantomOptions,
): Promise<NaturalisedDataset> {
  const { dataset } = buildSegmentation({
    ct: { identity, grid },
    studyAttributes,
    segments: [
      {
        mask,
        label: 'Nodule',
        trackingId: 'Nodule 1',
        trackingUid: await phantomUid(options, 'nodule'),
        algorithmName: 'Phantom geometry',
        codes: {
          category: sct('49755003', 'Morphologically abnormal structure'),
          type: sct('108369006', 'Neoplasm'),
        },
      },
    ],
    seriesDescription: 'Nodule of the phantom',
    seriesNumber: 2,
    now: PHANTOM_DATE,
  });
  return {
    ...dataset,
    SOPInstanceUID: await phantomUid(options, 'segmentation'),
    SeriesInstanceUID: await phantomUid(options, 'segmentation series'),
  };
}

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });

async function phantomIdentity(
  options: ChestPhantomOptions,
  slices: number,
): Promise<SeriesIdentity> {
  const instances = Array.from({ length: slices }, async (_, k) => ({
    sopClassUid: SOP_CLASS.ct,
    sopInstanceUid: await phantomUid(options, `slice ${k}`),
  }));
  return {
    studyInstanceUid: await phantomUid(options, 'study'),
    seriesInstanceUid: await phantomUid(options, 'series'),
    frameOfReferenceUid: await phantomUid(options, 'frame of reference'),
    instances: await Promise.all(instances),
  };
}

async function phantomUid(options: ChestPhantomOptions, role: string): Promise<string> {
  const name = `chest phantom ${PHANTOM_VERSION} ${JSON.stringify(options)} ${role}`;
  return uidFromDigest(await sha256(new TextEncoder().encode(name)));
}
