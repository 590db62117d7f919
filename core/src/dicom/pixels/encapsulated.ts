import { MutationPredictionError } from '../../errors.js';
import { startsCodestream } from './codestream.js';

/** Where the codes of frames lie (PS3.3 C.7.6.3.1.8), for pixel data too large for the basic table. */
export interface ExtendedOffsetTable {
  /** Of the first fragments' items, from the end of the basic offset table. */
  readonly offsets: readonly number[];
  /** Of the codes, bytes. */
  readonly lengths: readonly number[];
}

/** A fragment of encapsulated pixel data. */
interface Fragment {
  /** Of its item, from the end of the basic offset table. */
  readonly offset: number;
  readonly code: Uint8Array;
}

const ITEM_HEADER_BYTES = 8;
const ITEM = 0xe000fffe;
const SEQUENCE_DELIMITATION = 0xe0ddfffe;

/**
 * Codes of the frames of encapsulated pixel data (PS3.5 §A.4): told apart by the extended or basic
 * offset table, or one fragment each, or one frame of all fragments, or by where codestreams begin.
 *
 * @param value of Pixel Data: the item of the basic offset table, then fragments
 * @param objectName names the object in errors
 * @throws `truncated-pixel-data` where the frames cannot be told apart
 */
export function encapsulatedFrames(
  value: Uint8Array,
  frameCount: number,
  objectName: string,
  extended: ExtendedOffsetTable | undefined,
): Uint8Array[] {
  const items = readItems(value);
  if (!items) {
    throw new MutationPredictionError('truncated-pixel-data.fragments-short', {
      object: objectName,
    });
  }
  const [table, ...fragments] = items;
  if (!table) {
    throw new MutationPredictionError('truncated-pixel-data.no-fragments', { object: objectName });
  }
  if (extended) return framesByExtendedTable(fragments, frameCount, objectName, extended);
  if (fragments.length === frameCount) return fragments.map(({ code }) => code);

  const starts = frameStarts(table.code, fragments, frameCount);
  if (!starts) {
    throw new MutationPredictionError('truncated-pixel-data.fragments-unassigned', {
      object: objectName,
      frames: frameCount,
      fragments: fragments.length,
    });
  }
  return starts.map((start, n) => joined(fragments.slice(start, starts[n + 1])));
}

/** The basic offset table's item and the fragments; `undefined` where they end early. */
function readItems(value: Uint8Array): Fragment[] | undefined {
  const data = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const items: Fragment[] = [];
  let base = 0;
  let at = 0;
  while (at + ITEM_HEADER_BYTES <= value.length) {
    const tag = data.getUint32(at, true);
    if (tag === SEQUENCE_DELIMITATION) return items;
    const end = at + ITEM_HEADER_BYTES + data.getUint32(at + 4, true);
    if (tag !== ITEM || end > value.length) return undefined;
    if (items.length === 1) base = at;
    items.push({ offset: at - base, code: value.subarray(at + ITEM_HEADER_BYTES, end) });
    at = end;
  }
  // Some writers forget the delimiter; missing fragments show in what the frames decode to.
  return at === value.length ? items : undefined;
}

/** With the extended table each frame is one fragment. */
function framesByExtendedTable(
  fragments: readonly Fragment[],
  frameCount: number,
  objectName: string,
  { offsets, lengths }: ExtendedOffsetTable,
): Uint8Array[] {
  const byOffset = new Map(fragments.map(({ offset, code }) => [offset, code]));
  const frames = offsets.map((offset, n) => {
    const code = byOffset.get(offset);
    const length = lengths[n] ?? Infinity;
    return code && length <= code.length ? code.subarray(0, length) : undefined;
  });
  const found = frames.filter((code) => code !== undefined);
  if (found.length === frameCount && frames.length === frameCount) return found;
  throw new MutationPredictionError('truncated-pixel-data.offset-table', {
    object: objectName,
    found: found.length,
    frames: frameCount,
  });
}

/** Indices of the fragments that frames begin with. */
function frameStarts(
  table: Uint8Array,
  fragments: readonly Fragment[],
  frameCount: number,
): number[] | undefined {
  if (frameCount === 1 && fragments.length > 0) return [0];
  const offsets = new Set<number>();
  const data = new DataView(table.buffer, table.byteOffset, table.byteLength);
  for (let at = 0; at + 4 <= table.length; at += 4) offsets.add(data.getUint32(at, true));
  const isStart =
    offsets.size > 0
      ? ({ offset }: Fragment) => offsets.has(offset)
      : ({ code }: Fragment) => startsCodestream(code);
  const starts = fragments.flatMap((fragment, n) => (isStart(fragment) ? [n] : []));
  return starts.length === frameCount && starts[0] === 0 ? starts : undefined;
}

function joined(fragments: readonly Fragment[]): Uint8Array {
  if (fragments.length === 1) return fragments[0]!.code;
  const whole = new Uint8Array(fragments.reduce((sum, { code }) => sum + code.length, 0));
  let offset = 0;
  for (const { code } of fragments) {
    whole.set(code, offset);
    offset += code.length;
  }
  return whole;
}
