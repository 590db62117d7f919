import type { FrameDecoder } from '@mutation-prediction/core';

/** A codec built by Emscripten as a frame decoder. */
export function wasmDecoder(Decoder: Emscripten.ImageDecoderClass): FrameDecoder {
  return {
    decode(code) {
      const decoder = new Decoder();
      try {
        decoder.getEncodedBuffer(code.length).set(code);
        decoder.decode();
        // A copy: the decoder's memory goes with it.
        return decoder.getDecodedBuffer().slice();
      } finally {
        decoder.delete();
      }
    },
  };
}
