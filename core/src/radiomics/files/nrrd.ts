import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { gunzipUpTo } from '../../imaging/gunzip.js';
import type { Vector3 } from '../../imaging/vector.js';
import { cross, dot, norm } from '../../imaging/vector.js';

export type NrrdVoxels =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A three-dimensional image of one value per voxel. */
export interface NrrdFile {
  readonly grid: Grid;
  readonly voxels: NrrdVoxels;
}

/** Of a voxel, in parts of its edges' product: flatter ones are damaged. */
const LEAST_VOLUME = 1e-6;
const MAGIC = 'NRRD000';
/** More than any scanner makes; headers that claim it are damaged or malicious. */
const MOST_BYTES = 2 ** 32;

interface VoxelType {
  new (buffer: ArrayBuffer, byteOffset: number, length: number): NrrdVoxels;
  readonly BYTES_PER_ELEMENT: number;
}

/** By NRRD's names of C types, as far as writers use them. */
const VOXEL_TYPES: Readonly<Record<string, VoxelType>> = {
  'signed char': Int8Array,
  int8: Int8Array,
  'unsigned char': Uint8Array,
  uint8: Uint8Array,
  short: Int16Array,
  int16: Int16Array,
  'unsigned short': Uint16Array,
  uint16: Uint16Array,
  int: Int32Array,
  int32: Int32Array,
  'unsigned int': Uint32Array,
  uint32: Uint32Array,
  float: Float32Array,
  double: Float64Array,
};

/** Factors from a file's axes to L, P, S. */
const SPACES: Readonly<Record<string, Vector3>> = {
  'left-posterior-superior': [1, 1, 1],
  LPS: [1, 1, 1],
  'right-anterior-superior': [-1, -1, 1],
  RAS: [-1, -1, 1],
  'left-anterior-superior': [1, -1, 1],
  LAS: [1, -1, 1],
};

/** Whether bytes are an NRRD file, by its first line. */
export function isNrrd(bytes: Uint8Array): boolean {
  return ascii(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/** Images of one grid in one file, as 3D Slicer saves segments that overlap. */
export interface NrrdLayers {
  readonly grid: Grid;
  readonly layers: readonly NrrdVoxels[];
  /** Of the header, key/value pairs too. */
  readonly fields: ReadonlyMap<string, string>;
}

/** More than anybody draws; headers that claim it are damaged or malicious. */
const MOST_LAYERS = 256;

/**
 * Reads a NRRD image with its voxels in the same file, raw or gzip (teem.sourceforge.net/nrrd).
 *
 * @param name names the file in errors
 * @throws `malformed-object`, `unsupported-object`, `truncated-pixel-data`
 */
export function readNrrdFile(bytes: Uint8Array, name: string): NrrdFile {
  const { grid, layers } = readNrrdLayers(bytes, name);
  const [voxels, another] = layers;
  if (!voxels || another) {
    throw new MutationPredictionError('unsupported-object.nrrd-dimensions', { file: name });
  }
  return { grid, voxels };
}

/** As {@link readNrrdFile}, also where a first axis without direction (`none`) counts layers. */
export function readNrrdLayers(bytes: Uint8Array, name: string): NrrdLayers {
  const end = isNrrd(bytes) ? headerEnd(bytes) : undefined;
  if (end === undefined) {
    throw new MutationPredictionError('malformed-object.nrrd-incomplete', { file: name });
  }
  const fields = headerFields(ascii(bytes.subarray(0, end)));
  const sizes = fields.get('sizes')?.split(/\s+/) ?? [];
  const hasLayers =
    sizes.length === 4 && /^(none|\?\?\?)\s/.test(fields.get('space directions') ?? '');
  const layerCount = hasLayers ? Number(sizes.shift()) : 1;
  const size = vectorOf(sizes);
  const VoxelType = VOXEL_TYPES[fields.get('type') ?? ''];
  const isCounted = [layerCount, ...(size ?? [])].every((n) => Number.isInteger(n) && n > 0);
  if (!size || !isCounted || layerCount > MOST_LAYERS || !VoxelType) {
    throw new MutationPredictionError('unsupported-object.nrrd-dimensions', { file: name });
  }
  if (fields.get('endian') === 'big') {
    throw new MutationPredictionError('unsupported-object.nrrd-big-endian', { file: name });
  }

  const voxelCount = size[0] * size[1] * size[2];
  const byteLength = layerCount * voxelCount * VoxelType.BYTES_PER_ELEMENT;
  if (!(byteLength <= MOST_BYTES)) {
    throw new MutationPredictionError('unsupported-object.nrrd-too-large', { file: name });
  }
  const stored = decoded(bytes.subarray(end), byteLength, fields.get('encoding') ?? '', name);
  if (stored.byteLength < byteLength) {
    throw new MutationPredictionError('truncated-pixel-data.voxels-missing', { file: name });
  }
  const voxels = voxelsOf(stored, layerCount * voxelCount, VoxelType);
  const layers = layerCount === 1 ? [voxels] : unwoven(voxels, layerCount);
  return { grid: gridOf(fields, size, name), layers, fields };
}

/** In place where they lie at a multiple of their length: images may have a billion voxels. */
function voxelsOf(stored: Uint8Array, count: number, VoxelType: VoxelType): NrrdVoxels {
  const { buffer, byteOffset } = stored;
  const isInPlace = byteOffset % VoxelType.BYTES_PER_ELEMENT === 0 && buffer instanceof ArrayBuffer;
  return isInPlace
    ? new VoxelType(buffer, byteOffset, count)
    : new VoxelType(stored.slice(0, count * VoxelType.BYTES_PER_ELEMENT).buffer, 0, count);
}

/** Layers run fastest in the file. */
function unwoven(voxels: NrrdVoxels, layerCount: number): NrrdVoxels[] {
  return Array.from({ length: layerCount }, (_, layer) => {
    const own = voxels.slice(0, voxels.length / layerCount);
    for (let n = 0; n < own.length; n++) own[n] = voxels[n * layerCount + layer]!;
    return own;
  });
}

function headerEnd(bytes: Uint8Array): number | undefined {
  const text = ascii(bytes.subarray(0, 65536));
  const blank = /\r?\n\r?\n/.exec(text);
  return blank ? blank.index + blank[0].length : undefined;
}

function headerFields(header: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of header.split(/\r?\n/)) {
    // A field, or a key of the writer's own (`:=`).
    const field = /^([^#:]+):=? *(.*)$/.exec(line);
    if (field) fields.set(field[1]!.trim(), field[2]!.trim());
  }
  return fields;
}

function decoded(
  bytes: Uint8Array,
  byteLength: number,
  encoding: string,
  name: string,
): Uint8Array {
  if (encoding === 'raw') return bytes;
  if (encoding === 'gzip' || encoding === 'gz') return gunzipUpTo(bytes, byteLength, name);
  throw new MutationPredictionError('unsupported-object.nrrd-encoding', { file: name, encoding });
}

function gridOf(fields: ReadonlyMap<string, string>, size: Vector3, name: string): Grid {
  const toLps = SPACES[fields.get('space') ?? ''];
  const vectors = [...(fields.get('space directions') ?? '').matchAll(/\(([^)]*)\)/g)];
  const [i, j, k] = vectors.map((match) => vectorOf(match[1]!.split(',')));
  const origin = vectorOf((fields.get('space origin') ?? '').replace(/[()]/g, '').split(','));
  if (!toLps || !i || !j || !k || !origin) {
    throw new MutationPredictionError('unsupported-object.nrrd-unplaced', { file: name });
  }
  if (!areAxes(i, j, k)) {
    throw new MutationPredictionError('malformed-object.nrrd-flat', { file: name });
  }
  const turned = ([x, y, z]: Vector3): Vector3 => [x * toLps[0], y * toLps[1], z * toLps[2]];
  return { size, origin: turned(origin), axes: [turned(i), turned(j), turned(k)] };
}

/** Whether steps along the axes span space; tiny ones that underflow do not. */
function areAxes(i: Vector3, j: Vector3, k: Vector3): boolean {
  const [a, b, c] = [i, j, k].map(norm);
  const volume = Math.abs(dot(cross(i, j), k)) / (a! * b! * c!);
  return volume > LEAST_VOLUME;
}

function vectorOf(texts: readonly string[]): Vector3 | undefined {
  const [a, b, c, ...more] = texts.map(Number);
  const isVector = more.length === 0 && [a, b, c].every((n) => Number.isFinite(n));
  return isVector ? [a!, b!, c!] : undefined;
}

function ascii(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
