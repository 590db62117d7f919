import { MutationPredictionError, throwIfCancelled } from '../../errors.js';
import type { CtImage, SeriesIdentity } from '../../imaging/ctImage.js';
import { sliceWindows } from '../../imaging/huWindow.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import type { Volume } from '../../imaging/volume.js';
import { shiftGrid } from '../../imaging/gridGeometry.js';
import type { ByteSource } from '../reading/byteSource.js';
import type { Copies } from './copies.js';
import { requireEqualCopies } from './copies.js';
import type { CtSlice } from './ctSlice.js';
import { isCtImage, readCtSlices } from './readCtSlices.js';
import type { CtStack } from './ctStack.js';
import type { DicomFile } from '../reading/dicomFile.js';
import type { PatientAttribute, PatientIdentity } from '../identity/samePatient.js';
import { patientContradictions, readPatientIdentity } from '../identity/samePatient.js';
import { readDicomHead } from '../reading/dicomFile.js';
import type { FrameCodecs } from '../pixels/frameCodec.js';
import { fitsInt16, writeHounsfield } from './hounsfield.js';
import type { SeriesHeader } from './seriesHeader.js';
import { readSeriesHeader } from './seriesHeader.js';
import type { StackOfSeries } from './seriesStacks.js';
import { stacksOfSeries } from './seriesStacks.js';
import { SlicePixels } from './slicePixels.js';

/** A CT series (or one stack of it) that forms a regular grid. */
export interface CtSeries
  extends CtImage, Omit<SeriesHeader, 'studyInstanceUid' | 'seriesInstanceUid'> {
  readonly identity: SeriesIdentity;
  /** Only where a series holds several acquisitions of the same place. */
  readonly acquisitionNumber?: string;
  /** In what its files contradict each other as to whose they are; mostly nothing. */
  readonly patientContradictions: readonly PatientAttribute[];
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

export interface CtReadingOptions {
  /** Without them, series in a transfer syntax that needs a codec are refused. */
  readonly codecs?: FrameCodecs;
  readonly signal?: AbortSignal;
}

/** Series attributes from the first file seen, and the slices gathered so far. */
interface SeriesFiles {
  readonly header: SeriesHeader;
  /** By instance and frame: copies of an instance count once. */
  readonly slices: Map<string, CtSlice>;
  /** Whose the files are, each different statement once. */
  readonly patients: Map<string, PatientIdentity>;
  error?: MutationPredictionError;
}

/**
 * Reads the CT series among any mix of files, in any order. Of every file only the attributes are
 * read; `readRegion` of a series reads the pixels of the slices it needs.
 *
 * @throws only `cancelled`, and what a source throws
 */
export async function readCtSeries(
  sources: readonly ByteSource[],
  { codecs, signal }: CtReadingOptions = {},
): Promise<CtCollection> {
  const seriesFiles = new Map<string, SeriesFiles>();
  const instances = new Instances();
  const otherFiles: OtherFile[] = [];
  for (const source of sources) {
    throwIfCancelled(signal);
    const file = await readDicomHead(source);
    if (file instanceof MutationPredictionError) {
      otherFiles.push({ name: source.name, error: file });
      continue;
    }
    try {
      const isSlice = isCtImage(file) && addSlices(seriesFiles, instances, file, source, codecs);
      if (!isSlice) otherFiles.push(describeOther(file));
    } catch (error) {
      otherFiles.push({ name: source.name, error: asRefusal(error) });
    }
  }

  for (const { copies, seriesOfThem } of instances.repeated) {
    try {
      await requireEqualCopies(copies, codecs, signal);
    } catch (error) {
      const reason = asRefusal(error);
      if (reason.code === 'cancelled') throw reason;
      for (const files of seriesOfThem) files.error ??= reason;
    }
  }

  const series: CtSeries[] = [];
  const refused: RefusedSeries[] = [];
  for (const { header, slices, patients, error } of seriesFiles.values()) {
    const { seriesInstanceUid } = header;
    const contradictions = patientContradictions(...patients.values());
    if (error) {
      refused.push({ seriesInstanceUid, title: header.title, error });
      continue;
    }
    const { sliceThicknessMm } = header.acquisition;
    const found = stacksOfSeries([...slices.values()], sliceThicknessMm, header.title);
    series.push(...found.stacks.map((stack) => assemble(header, contradictions, stack, codecs)));
    refused.push(...found.refused.map((stack) => ({ seriesInstanceUid, ...stack })));
  }
  return { series, refused, otherFiles };
}

function describeOther({ name, attributes }: DicomFile): OtherFile {
  const sopClassUid = attributes.ascii('SOPClassUID');
  const modality = attributes.ascii('Modality');
  return { name, ...(sopClassUid && { sopClassUid }), ...(modality && { modality }) };
}

/** The images seen so far, over all series: a SOP Instance UID names one in the world. */
class Instances {
  readonly repeated: { readonly copies: Copies; readonly seriesOfThem: readonly SeriesFiles[] }[] =
    [];
  readonly #first = new Map<string, { readonly slice: CtSlice; readonly files: SeriesFiles }>();

  /** Adds an image to its series, where that has none of its UID and frame. */
  add(slice: CtSlice, files: SeriesFiles): void {
    const key = `${slice.instance.sopInstanceUid} ${slice.frame}`;
    const first = this.#first.get(key);
    if (!first) this.#first.set(key, { slice, files });
    else {
      const seriesOfThem = first.files === files ? [files] : [first.files, files];
      this.repeated.push({ copies: [first.slice, slice], seriesOfThem });
    }
    if (!files.slices.has(key)) files.slices.set(key, slice);
  }
}

/** Whether the file has slices; one that cannot be read counts, and refuses its series. */
function addSlices(
  seriesFiles: Map<string, SeriesFiles>,
  instances: Instances,
  file: DicomFile,
  source: ByteSource,
  codecs: FrameCodecs | undefined,
): boolean {
  const slices = slicesOrReason(file, source, codecs);
  if (Array.isArray(slices) && slices.length === 0) return false;

  const seriesInstanceUid = file.attributes.requireAscii('SeriesInstanceUID');
  let files = seriesFiles.get(seriesInstanceUid);
  if (!files) {
    const header = readSeriesHeader(file.attributes);
    files = { header, slices: new Map(), patients: new Map() };
    seriesFiles.set(seriesInstanceUid, files);
  }
  const patient = readPatientIdentity(file.attributes);
  files.patients.set(JSON.stringify(patient), patient);
  if (Array.isArray(slices)) {
    for (const slice of slices) instances.add(slice, files);
  } else files.error ??= slices;
  return true;
}

function slicesOrReason(
  file: DicomFile,
  source: ByteSource,
  codecs: FrameCodecs | undefined,
): CtSlice[] | MutationPredictionError {
  try {
    return readCtSlices(file, source, codecs);
  } catch (error) {
    return asRefusal(error);
  }
}

function assemble(
  { studyInstanceUid, seriesInstanceUid, ...header }: SeriesHeader,
  contradictions: readonly PatientAttribute[],
  stack: StackOfSeries<CtSlice>,
  codecs: FrameCodecs | undefined,
): CtSeries {
  const { title, acquisitionNumber, phase } = stack;
  return {
    ...header,
    title,
    ...(acquisitionNumber && { acquisitionNumber }),
    patientContradictions: contradictions,
    grid: stack.grid,
    ...sliceWindows(stack.slices),
    identity: {
      studyInstanceUid,
      seriesInstanceUid,
      frameOfReferenceUid: stack.slices[0]!.frameOfReferenceUid,
      ...(phase && { phase }),
      instances: stack.slices.map(({ instance }) => instance),
    },
    readRegion: (box, signal) => readRegion(stack, box, codecs, signal),
  };
}

/** Decodes the slices of `box` one at a time. */
async function readRegion(
  { grid, slices }: CtStack<CtSlice>,
  box: IndexBox,
  codecs: FrameCodecs | undefined,
  signal: AbortSignal | undefined,
): Promise<Volume> {
  const { lower, upper } = box;
  const region = shiftGrid(grid, box);
  if (
    ![0, 1, 2].every((d) => lower[d]! >= 0 && region.size[d]! > 0 && upper[d]! <= grid.size[d]!)
  ) {
    throw new RangeError(`box [${lower.join()}) to [${upper.join()}) is not inside the image`);
  }
  const data = voxelArray(region.size, slices);
  const pixels = new SlicePixels(codecs);
  try {
    let write = 0;
    for (const slice of slices.slice(lower[2], upper[2])) {
      throwIfCancelled(signal);
      const stored = await pixels.read(slice);
      for (let j = lower[1]; j < upper[1]; j++) {
        const row = stored.subarray(j * slice.columns + lower[0], j * slice.columns + upper[0]);
        writeHounsfield(row, slice.transform, data, write);
        write += row.length;
      }
    }
  } finally {
    await pixels.close();
  }
  return { grid: region, data };
}

function voxelArray(
  [columns, rows, count]: Grid['size'],
  slices: readonly CtSlice[],
): Int16Array | Float32Array {
  const length = columns * rows * count;
  const isInt16 = slices.every(({ transform }) => fitsInt16(transform));
  try {
    return isInt16 ? new Int16Array(length) : new Float32Array(length);
  } catch {
    throw new MutationPredictionError('unsupported-object.too-large-for-memory', {
      columns,
      rows,
      slices: count,
      image: slices[0]!.pixelData.objectName,
    });
  }
}

/** Only refusals are results; anything else is a defect and must surface. */
function asRefusal(error: unknown): MutationPredictionError {
  if (error instanceof MutationPredictionError) return error;
  throw error;
}
