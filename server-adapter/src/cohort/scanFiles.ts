import { createHash } from 'node:crypto';
import path from 'node:path';
import {
  isCtImage,
  MutationPredictionError,
  readDicomHead,
  readSegmentationObject,
  SOP_CLASS,
  toPlainError,
  type DicomFile,
  type PlainError,
  type SegmentationReferences,
} from '@mutation-prediction/core';
import type { OfferedSegment } from '../case/openSegmentation.js';
import { fileSource, readInputFile, readStart } from '../case/fileSources.js';
import { isImageContent } from '../case/imageContent.js';

/** What a file is, as far as finding cases needs it; plain data. */
export type ScannedFile =
  | ScannedCt
  | ScannedSegmentation
  /** NIfTI or NRRD; its name and neighbours tell whether it is an image or a mask. */
  | { readonly kind: 'image-file'; readonly file: string }
  /** Says that it is a segmentation, and cannot be used. */
  | { readonly kind: 'refused'; readonly file: string; readonly error: PlainError }
  | { readonly kind: 'other'; readonly file: string };

export interface ScannedCt {
  readonly kind: 'ct';
  readonly file: string;
  readonly bytes: number;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  readonly patientId: string;
}

export interface ScannedSegmentation {
  readonly kind: 'segmentation';
  readonly file: string;
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly references: Pick<
    SegmentationReferences,
    'referencedSeriesUids' | 'referencedSopInstanceUids'
  > & {
    readonly frameOfReferenceUids: readonly string[];
  };
  /** Those that have contours. */
  readonly segments: readonly OfferedSegment[];
}

const SEGMENTATIONS: ReadonlySet<string> = new Set([
  SOP_CLASS.segmentation,
  SOP_CLASS.labelMapSegmentation,
  SOP_CLASS.rtStructureSet,
]);

/** Says of each file what it is. A CT is told by its attributes; a segmentation is read whole. */
export async function scanFiles(files: readonly string[]): Promise<ScannedFile[]> {
  const scanned: ScannedFile[] = [];
  for (const file of files) scanned.push(await scanFile(file));
  return scanned;
}

async function scanFile(file: string): Promise<ScannedFile> {
  const source = fileSource(file);
  const head = await readDicomHead(source);
  if (head instanceof MutationPredictionError) {
    const start = head.code === 'not-dicom' ? await readStart(source) : new Uint8Array(0);
    return isImageContent(start) ? { kind: 'image-file', file } : { kind: 'other', file };
  }
  const { attributes } = head;
  if (isCtImage(head)) return scanCt(head, file);
  return SEGMENTATIONS.has(attributes.ascii('SOPClassUID') ?? '')
    ? scanSegmentation(head, file)
    : { kind: 'other', file };
}

function scanCt({ attributes, size }: DicomFile, file: string): ScannedFile {
  const uid = (name: Parameters<typeof attributes.ascii>[0]) => attributes.ascii(name) ?? '';
  return {
    kind: 'ct',
    file,
    bytes: size,
    sopInstanceUid: uid('SOPInstanceUID'),
    studyInstanceUid: uid('StudyInstanceUID'),
    seriesInstanceUid: uid('SeriesInstanceUID'),
    frameOfReferenceUid: uid('FrameOfReferenceUID'),
    patientId: attributes.text('PatientID') ?? '',
  };
}

async function scanSegmentation({ attributes }: DicomFile, file: string): Promise<ScannedFile> {
  try {
    const bytes = await readInputFile(file, 'no-segment.file-unreadable');
    const object = readSegmentationObject(bytes, path.basename(file));
    const { identity, segments, frameOfReferenceUid } = object;
    const { referencedSeriesUids, referencedSopInstanceUids } = object;
    return {
      kind: 'segmentation',
      file,
      sha256: sha256(bytes),
      studyInstanceUid: identity.studyInstanceUid,
      patientId: attributes.text('PatientID') ?? '',
      references: {
        referencedSeriesUids,
        referencedSopInstanceUids,
        frameOfReferenceUids: [
          frameOfReferenceUid,
          ...segments.map((segment) => segment.frameOfReferenceUid),
        ].filter((uid) => uid !== undefined),
      },
      segments: segments
        .filter(({ contourCount }) => contourCount !== 0)
        .map(({ number, label }) => ({ number, label })),
    };
  } catch (error) {
    return { kind: 'refused', file, error: toPlainError(error, () => unusable(file)) };
  }
}

const unusable = (file: string) =>
  new MutationPredictionError('malformed-object.contradictory', { object: path.basename(file) });

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
