/** A file that a host can deliver: from disk, from a drop, over HTTP. */
export interface ByteSource {
  /** Names the file in messages; a file name, never a patient's. */
  readonly name: string;
  /** The whole file. Called again when its pixels are needed, so that headers alone stay in memory. */
  read(): Promise<Uint8Array>;
}
