/**
 * Who turns the pixels of a transfer syntax into numbers: nobody needs to (`native`), this engine,
 * a codec that the host brings along ({@link FrameCodecs}), or none.
 */
export type PixelReader = 'native' | 'engine' | 'codec' | 'none';

export interface TransferSyntax {
  readonly uid: string;
  /** As the standard names it. */
  readonly name: string;
  readonly reader: PixelReader;
}

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const ENCAPSULATED_UNCOMPRESSED = '1.2.840.10008.1.2.1.98';
export const DEFLATED_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const RLE_LOSSLESS = '1.2.840.10008.1.2.5';
export const DEFLATED_FRAMES = '1.2.840.10008.1.2.8.1';

/** Transfer syntaxes (PS3.6 Table A-1), and who reads their pixels. */
export const TRANSFER_SYNTAXES: readonly TransferSyntax[] = [
  { uid: IMPLICIT_LITTLE_ENDIAN, name: 'Implicit VR Little Endian', reader: 'native' },
  { uid: EXPLICIT_LITTLE_ENDIAN, name: 'Explicit VR Little Endian', reader: 'native' },
  {
    uid: ENCAPSULATED_UNCOMPRESSED,
    name: 'Encapsulated Uncompressed Explicit VR Little Endian',
    reader: 'engine',
  },
  { uid: DEFLATED_LITTLE_ENDIAN, name: 'Deflated Explicit VR Little Endian', reader: 'native' },
  { uid: BIG_ENDIAN, name: 'Explicit VR Big Endian', reader: 'none' },
  { uid: '1.2.840.10008.1.2.4.50', name: 'JPEG Baseline', reader: 'none' },
  { uid: '1.2.840.10008.1.2.4.51', name: 'JPEG Extended', reader: 'none' },
  { uid: '1.2.840.10008.1.2.4.57', name: 'JPEG Lossless', reader: 'codec' },
  {
    uid: '1.2.840.10008.1.2.4.70',
    name: 'JPEG Lossless, First-Order Prediction',
    reader: 'codec',
  },
  { uid: '1.2.840.10008.1.2.4.80', name: 'JPEG-LS Lossless', reader: 'codec' },
  { uid: '1.2.840.10008.1.2.4.81', name: 'JPEG-LS Near-Lossless', reader: 'codec' },
  { uid: '1.2.840.10008.1.2.4.90', name: 'JPEG 2000 Lossless', reader: 'codec' },
  { uid: '1.2.840.10008.1.2.4.91', name: 'JPEG 2000', reader: 'codec' },
  {
    uid: '1.2.840.10008.1.2.4.201',
    name: 'High-Throughput JPEG 2000 Lossless',
    reader: 'codec',
  },
  {
    uid: '1.2.840.10008.1.2.4.202',
    name: 'High-Throughput JPEG 2000 Lossless with RPCL',
    reader: 'codec',
  },
  { uid: '1.2.840.10008.1.2.4.203', name: 'High-Throughput JPEG 2000', reader: 'codec' },
  { uid: RLE_LOSSLESS, name: 'RLE Lossless', reader: 'engine' },
  { uid: DEFLATED_FRAMES, name: 'Deflated Image Frame Compression', reader: 'engine' },
];

const BY_UID: ReadonlyMap<string, TransferSyntax> = new Map(
  TRANSFER_SYNTAXES.map((syntax) => [syntax.uid, syntax]),
);

export function transferSyntaxName(uid: string): string {
  const syntax = BY_UID.get(uid);
  return syntax ? `${syntax.name} (${uid})` : uid;
}

/** `none` for a transfer syntax that the table does not have. */
export function pixelReader(uid: string): PixelReader {
  return BY_UID.get(uid)?.reader ?? 'none';
}
