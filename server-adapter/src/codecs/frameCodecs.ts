import type { FrameCodecs, FrameDecoder } from '@mutation-prediction/core';
import { jpegLosslessDecoder } from './jpegLossless.js';
import { wasmDecoder } from './wasmDecoder.js';

/** Codecs write what they think of a codestream to the console; errors say it here. */
const silent = () => ({ print: () => undefined, printErr: () => undefined });

const jpegLossless = () => Promise.resolve(jpegLosslessDecoder);

async function jpegLs(): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-charls/decodewasmjs');
  return wasmDecoder((await load(silent())).JpegLSDecoder);
}

async function jpeg2000(): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  return wasmDecoder((await load(silent())).J2KDecoder);
}

async function highThroughputJpeg2000(): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-openjph/wasmjs');
  return wasmDecoder((await load(silent())).HTJ2KDecoder);
}

/** By transfer syntax. */
const CODECS: ReadonlyMap<string, () => Promise<FrameDecoder>> = new Map([
  ['1.2.840.10008.1.2.4.57', jpegLossless],
  ['1.2.840.10008.1.2.4.70', jpegLossless],
  ['1.2.840.10008.1.2.4.80', jpegLs],
  ['1.2.840.10008.1.2.4.81', jpegLs],
  ['1.2.840.10008.1.2.4.90', jpeg2000],
  ['1.2.840.10008.1.2.4.91', jpeg2000],
  ['1.2.840.10008.1.2.4.201', highThroughputJpeg2000],
  ['1.2.840.10008.1.2.4.202', highThroughputJpeg2000],
  ['1.2.840.10008.1.2.4.203', highThroughputJpeg2000],
]);

/** Started codecs, each once. */
const started = new Map<() => Promise<FrameDecoder>, Promise<FrameDecoder>>();

/** The codecs of the command line: CharLS, OpenJPEG and OpenJPH as WebAssembly, JPEG Lossless. */
export const frameCodecs: FrameCodecs = {
  transferSyntaxUids: new Set(CODECS.keys()),
  decoderFor: (transferSyntaxUid) => {
    const start = CODECS.get(transferSyntaxUid);
    if (!start) throw new RangeError(`no codec decodes ${transferSyntaxUid}`);
    const decoder = started.get(start) ?? start();
    started.set(start, decoder);
    return decoder;
  },
};
