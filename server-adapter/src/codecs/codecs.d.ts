/**
 * The parts of the codecs that are used; they come without declarations of their own. Those built by
 * Emscripten share one shape.
 */
declare namespace Emscripten {
  interface ModuleOptions {
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }

  /** Its arrays are views of the module's memory, valid until the next call. */
  interface ImageDecoder {
    /** Where to put a codestream of `length` bytes. */
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  type ImageDecoderClass = new () => ImageDecoder;
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  export default function load(
    options: Emscripten.ModuleOptions,
  ): Promise<{ readonly JpegLSDecoder: Emscripten.ImageDecoderClass }>;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export default function load(
    options: Emscripten.ModuleOptions,
  ): Promise<{ readonly J2KDecoder: Emscripten.ImageDecoderClass }>;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  export default function load(
    options: Emscripten.ModuleOptions,
  ): Promise<{ readonly HTJ2KDecoder: Emscripten.ImageDecoderClass }>;
}

declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    /** The codestream; its index is beyond its end where bytes behind it were read. */
    readonly stream: { readonly buffer: Uint8Array; readonly index: number } | null;
    /** Of the last scan: its point transform. */
    readonly scan: { readonly al: number };
    /** The row being decoded, and their number. */
    readonly yLoc: number;
    readonly yDim: number;
    /** Predictor 7, of the samples to the left and above. */
    select7(component?: number): number;
    /**
     * Decodes one sample; answers with a marker where it meets one, else with 0.
     *
     * @param unread its number of bits that were read ahead
     */
    decodeSingle(sample: number[], bits: number[], unread: number[]): number;
    getPreviousX(component?: number): number;
    getPreviousY(component?: number): number;
    decode(buffer: ArrayBufferLike, offset: number, length: number): Uint8Array | Uint16Array;
  }
}
