/** A file that a host can deliver: from disk, from a drop, over HTTP. */
export interface ByteSource {
  /** Names the file in messages; a file name, never a patient's. */
  readonly name: string;
  /** The whole file. Called again when its pixels are needed, so that headers alone stay in memory. */
  read(): Promise<Uint8Array>;
  /** Opens the file to read parts of it; a host that cannot leaves it out, and pays in memory. */
  open?(): Promise<OpenFile>;
}

/** A file that is open; whoever opened it closes it. */
export interface OpenFile {
  /** Bytes. */
  readonly size: number;
  /** Fills `target` with the bytes from `position`; those must be inside the file. */
  readInto(target: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSource(source: ByteSource): Promise<OpenFile> {
  return source.open ? source.open() : openBytes(await source.read());
}

/** Bytes in memory, as a file. */
export function openBytes(bytes: Uint8Array): OpenFile {
  return {
    size: bytes.length,
    readInto: (target, position) => {
      target.set(bytes.subarray(position, position + target.length));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
