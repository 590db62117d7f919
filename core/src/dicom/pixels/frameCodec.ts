/** Decodes the frames of one transfer syntax. */
export interface FrameDecoder {
  /**
   * @param code codestream of one frame, whose header is already checked against the image's
   * @returns its samples row by row, little endian: one byte each up to 8 bits, else two
   * @throws any error where the codestream is damaged
   */
  decode(code: Uint8Array): Uint8Array;
}

/** The codecs that a host brings along: the engine has none of its own (it holds no WebAssembly). */
export interface FrameCodecs {
  /** The transfer syntaxes that they decode, by UID. */
  readonly transferSyntaxUids: ReadonlySet<string>;
  /** A decoder of one of these; codecs start when they are first asked for. */
  decoderFor(transferSyntaxUid: string): Promise<FrameDecoder>;
}
