import { MutationPredictionError, throwIfCancelled } from '../errors.js';
import type { Acquisition, CtImage, SeriesIdentity } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import type { Volume } from '../imaging/volume.js';
import { shiftGrid } from '../imaging/gridGeometry.js';
import type { ClinicalInputs } from '../prediction/clinical.js';
import type { DicomAttributes } from './attributes.js';
import type { ByteSource } from './byteSource.js';
import type { CtSlice } from './ctSlice.js';
import { fitsInt16, isLocalizer, readCtSlice, writeHounsfield } from './ctSlice.js';
import type { CtStack } from './ctStack.js';
import { hasRepeatedPositions, stackSlices } from './ctStack.js';
import type { DicomFile } from './dicomFile.js';
import { parseDicomFile } from './dicomFile.js';
import { readPatient } from './patient.js';
import { PixelFrames } from './pixelData.js';
import { SOP_CLASS } from './sopClasses.js';
import type { StudyAttributes } from './studyAttributes.js';
import { readStudyAttributes } from './studyAttributes.js';

/** A CT series (or one acquisition of it) that forms a regular grid. */
export interface CtSeries extends CtImage {
  readonly identity: SeriesIdentity;
  /** For people, e.g. `CT series 3 "THORAX 1.0 B45f"`. */
  readonly title: string;
  readonly seriesNumber?: string;
  /** Only where a series holds several acquisitions of the same place. */
  readonly acquisitionNumber?: string;
  /** From PatientAge and PatientSex; never derived from dates. */
  readonly patient: Pick<ClinicalInputs, 'ageYears' | 'sex'>;
  readonly studyAttributes: StudyAttributes;
}

/** A CT series that cannot be used, and why. */
export interface RefusedSeries {
  readonly seriesInstanceUid: string;
  readonly title: string;
  readonly error: MutationPredictionError;
}

/** A file that is no slice of a CT series: another object, a topogram, or not readable at all. */
export interface OtherFile {
  readonly name: string;
  readonly sopClassUid?: string;
  readonly modality?: string;
  /** Why it could not be read. */
  readonly error?: MutationPredictionError;
}

/** What a set of files holds. One bad series or file hides no good one. */
export interface CtCollection {
  readonly series: readonly CtSeries[];
  readonly refused: readonly RefusedSeries[];
  readonly otherFiles: readonly OtherFile[];
}

const CT_CLASSES: ReadonlySet<string> = new Set([
  SOP_CLASS.ct,
  SOP_CLASS.enhancedCt,
  SOP_CLASS.legacyConvertedEnhancedCt,
]);

/** Series attributes from the first file seen, and the slices gathered so far. */
interface SeriesFiles {
  readonly header: SeriesHeader;
  /** By SOP Instance UID: copies of an instance count once. */
  readonly slices: Map<string, CtSlice>;
  error?: MutationPredictionError;
}

type SeriesHeader = Omit<CtSeries, keyof CtImage> & {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly acquisition: Acquisition;
};

/**
 * Reads the CT series among any mix of files, in any order. Every file is read once for its
 * attributes; `readRegion` of a series reads the files of the slices it needs again.
 *
 * @throws only `cancelled`, and what a source's `read` throws
 */
export async function readCtSeries(
  sources: readonly ByteSource[],
  signal?: AbortSignal,
): Promise<CtCollection> {
  const seriesFiles = new Map<string, SeriesFiles>();
  const otherFiles: OtherFile[] = [];
  for (const source of sources) {
    throwIfCancelled(signal);
    const bytes = await source.read();
    try {
      const file = parseDicomFile(bytes, source.name);
      if (isCtImage(file) && !isLocalizer(file)) addSlice(seriesFiles, file, source);
      else otherFiles.push(describeOther(file));
    } catch (error) {
      otherFiles.push({ name: source.name, error: asRefusal(error) });
    }
  }

  const series: CtSeries[] = [];
  const refused: RefusedSeries[] = [];
  for (const files of seriesFiles.values()) {
    for (const acquisition of splitAcquisitions(files)) {
      const { seriesInstanceUid, title } = acquisition.header;
      try {
        series.push(assemble(acquisition));
      } catch (error) {
        refused.push({ seriesInstanceUid, title, error: asRefusal(error) });
      }
    }
  }
  return { series, refused, otherFiles };
}

function isCtImage({ attributes }: DicomFile): boolean {
  return CT_CLASSES.has(attributes.ascii('SOPClassUID') ?? '');
}

function describeOther({ name, attributes }: DicomFile): OtherFile {
  const sopClassUid = attributes.ascii('SOPClassUID');
  const modality = attributes.ascii('Modality');
  return { name, ...(sopClassUid && { sopClassUid }), ...(modality && { modality }) };
}

function addSlice(
  seriesFiles: Map<string, SeriesFiles>,
  file: DicomFile,
  source: ByteSource,
): void {
  const seriesInstanceUid = file.attributes.requireAscii('SeriesInstanceUID');
  let files = seriesFiles.get(seriesInstanceUid);
  if (!files) {
    files = { header: readSeriesHeader(file.attributes, seriesInstanceUid), slices: new Map() };
    seriesFiles.set(seriesInstanceUid, files);
  }
  try {
    const slice = readCtSlice(file, source);
    files.slices.set(slice.instance.sopInstanceUid, slice);
  } catch (error) {
    files.error ??= asRefusal(error);
  }
}

function readSeriesHeader(attributes: DicomAttributes, seriesInstanceUid: string): SeriesHeader {
  const seriesNumber = attributes.ascii('SeriesNumber');
  const seriesDescription = attributes.text('SeriesDescription');
  const sliceThicknessMm = attributes.decimal('SliceThickness');
  const bodyPartExamined = attributes.ascii('BodyPartExamined');
  const contrastBolusAgent = attributes.text('ContrastBolusAgent');
  return {
    studyInstanceUid: attributes.requireAscii('StudyInstanceUID'),
    seriesInstanceUid,
    title: seriesTitle(seriesNumber, seriesDescription),
    ...(seriesNumber && { seriesNumber }),
    acquisition: {
      modality: 'CT',
      ...(bodyPartExamined && { bodyPartExamined }),
      ...(sliceThicknessMm && { sliceThicknessMm }),
      ...(contrastBolusAgent && { contrastBolusAgent }),
      ...(seriesDescription && { seriesDescription }),
    },
    patient: readPatient(attributes),
    studyAttributes: readStudyAttributes(attributes),
  };
}

function seriesTitle(number: string | undefined, description: string | undefined): string {
  return `CT series ${number ?? 'without number'}${description ? ` "${description}"` : ''}`;
}

/** One stack where every slice has its own place; else one stack per acquisition. */
function splitAcquisitions(files: SeriesFiles): SeriesFiles[] {
  const slices = [...files.slices.entries()];
  const acquisitions = new Set(slices.map(([, slice]) => slice.acquisitionNumber));
  const isOneStack =
    files.error || acquisitions.size === 1 || !hasRepeatedPositions([...files.slices.values()]);
  if (isOneStack) return [files];

  return [...acquisitions].map((acquisitionNumber) => ({
    header: {
      ...files.header,
      title: `${files.header.title}, acquisition ${acquisitionNumber ?? 'without number'}`,
      ...(acquisitionNumber && { acquisitionNumber }),
    },
    slices: new Map(slices.filter(([, slice]) => slice.acquisitionNumber === acquisitionNumber)),
  }));
}

function assemble({ header, slices, error }: SeriesFiles): CtSeries {
  if (error) throw error;
  const { studyInstanceUid, seriesInstanceUid, ...rest } = header;
  const stack = stackSlices(
    [...slices.values()],
    header.acquisition.sliceThicknessMm,
    header.title,
  );
  return {
    ...rest,
    grid: stack.grid,
    identity: {
      studyInstanceUid,
      seriesInstanceUid,
      frameOfReferenceUid: stack.slices[0]!.frameOfReferenceUid,
      instances: stack.slices.map(({ instance }) => instance),
    },
    readRegion: (box, signal) => readRegion(stack, box, signal),
  };
}

/** Decodes the slices of `box` one file at a time. */
async function readRegion(
  { grid, slices }: CtStack,
  box: IndexBox,
  signal: AbortSignal | undefined,
): Promise<Volume> {
  const { lower, upper } = box;
  const region = shiftGrid(grid, box);
  if (
    ![0, 1, 2].every((d) => lower[d]! >= 0 && region.size[d]! > 0 && upper[d]! <= grid.size[d]!)
  ) {
    throw new RangeError(`box [${lower.join()}) to [${upper.join()}) is not inside the image`);
  }
  const length = region.size[0] * region.size[1] * region.size[2];
  const isInt16 = slices.every(({ transform }) => fitsInt16(transform));
  const data = isInt16 ? new Int16Array(length) : new Float32Array(length);

  let write = 0;
  for (const slice of slices.slice(lower[2], upper[2])) {
    throwIfCancelled(signal);
    const file = parseDicomFile(await slice.source.read(), slice.source.name);
    const stored = new PixelFrames(file).read(slice.frame);
    for (let j = lower[1]; j < upper[1]; j++) {
      const row = stored.subarray(j * slice.columns + lower[0], j * slice.columns + upper[0]);
      writeHounsfield(row, slice.transform, data, write);
      write += row.length;
    }
  }
  return { grid: region, data };
}

/** Only refusals are results; anything else is a defect and must surface. */
function asRefusal(error: unknown): MutationPredictionError {
  if (error instanceof MutationPredictionError) return error;
  throw error;
}
