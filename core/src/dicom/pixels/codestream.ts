/** What the header of a codestream says of the image in it. */
export interface CodestreamHeader {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** Per sample. */
  readonly bits: number;
  /** JPEG and JPEG-LS know no sign: their samples are the bits of the stored cells. */
  readonly signed: boolean;
}

const JPEG_START = 0xffd8;
const JPEG_2000_START = 0xff4f;
/** EOI of JPEG, EOC of JPEG 2000. */
const END = 0xffd9;
const JPEG_2000_SIZE = 0xff51;
const START_OF_TILE_PART = 0xff90;
const SOT_BYTES = 12;
/** Bytes from a frame or size marker through its first component, both included. */
const JPEG_FRAME_BYTES = 10;
const JPEG_2000_SIZE_BYTES = 43;

/** Whether bytes begin as a codestream does: where frames span fragments, each begins one. */
export function startsCodestream(code: Uint8Array): boolean {
  const marker = code.length >= 2 ? view(code).getUint16(0) : 0;
  return marker === JPEG_START || marker === JPEG_2000_START;
}

/**
 * Whether a codestream is all there: its end marker, and of JPEG 2000 all tile-parts, since decoders
 * make up what is missing of those.
 */
export function isCompleteCodestream(code: Uint8Array): boolean {
  let end = code.length;
  while (end > 0 && code[end - 1] === 0) end--; // padding
  const data = view(code);
  if (end < 2 || data.getUint16(end - 2) !== END) return false;
  return data.getUint16(0) !== JPEG_2000_START || tilePartsEnd(data, end - 2) === end - 2;
}

/** Where the last tile-part ends, by the lengths of main header segments and tile-parts. */
function tilePartsEnd(data: DataView, end: number): number | undefined {
  let at = 2;
  while (at + SOT_BYTES <= data.byteLength) {
    const marker = data.getUint16(at);
    if (marker === END) return at;
    if (marker < 0xff00) return undefined;
    const length =
      marker === START_OF_TILE_PART ? data.getUint32(at + 6) : 2 + data.getUint16(at + 2);
    if (length === 0) return end; // up to the end marker
    at += length;
  }
  return at + 2 <= data.byteLength && data.getUint16(at) === END ? at : undefined;
}

/**
 * Reads the header of a JPEG, JPEG-LS (ITU-T T.81 §B.2.2, T.87 §C.2.2) or JPEG 2000 (T.800 §A.5.1)
 * codestream, so that no decoder needs to trust it.
 *
 * @returns `undefined` where there is none
 */
export function readCodestreamHeader(code: Uint8Array): CodestreamHeader | undefined {
  if (!startsCodestream(code)) return undefined;
  const data = view(code);
  return data.getUint16(0) === JPEG_2000_START ? readSize(data) : readFrameHeader(data);
}

function readFrameHeader(data: DataView): CodestreamHeader | undefined {
  for (let at = 2; at + JPEG_FRAME_BYTES <= data.byteLength;) {
    const marker = data.getUint16(at);
    if (marker === 0xffff) {
      at += 1; // fill
      continue;
    }
    if (isFrameMarker(marker)) {
      return {
        bits: data.getUint8(at + 4),
        rows: data.getUint16(at + 5),
        columns: data.getUint16(at + 7),
        components: data.getUint8(at + 9),
        signed: false,
      };
    }
    if (marker < 0xffc0) return undefined;
    at += 2 + data.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 … SOF15 without DHT, JPG and DAC, and SOF55 of JPEG-LS. */
function isFrameMarker(marker: number): boolean {
  const isBetween = marker >= 0xffc0 && marker <= 0xffcf;
  return (isBetween && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) || marker === 0xfff7;
}

function readSize(data: DataView): CodestreamHeader | undefined {
  const at = 2;
  const isSize =
    data.byteLength >= at + JPEG_2000_SIZE_BYTES && data.getUint16(at) === JPEG_2000_SIZE;
  if (!isSize) return undefined;
  const precision = data.getUint8(at + 40);
  const isSubsampled = data.getUint8(at + 41) !== 1 || data.getUint8(at + 42) !== 1;
  if (isSubsampled) return undefined;
  return {
    columns: data.getUint32(at + 6) - data.getUint32(at + 14),
    rows: data.getUint32(at + 10) - data.getUint32(at + 18),
    components: data.getUint16(at + 38),
    bits: (precision & 0x7f) + 1,
    signed: precision >= 0x80,
  };
}

const view = (code: Uint8Array): DataView =>
  new DataView(code.buffer, code.byteOffset, code.byteLength);
