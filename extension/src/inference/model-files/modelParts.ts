import type { GraphFile, ModelFile, OnProgress } from '@mutation-prediction/core';
import {
  graphFilesOf,
  MutationPredictionError,
  networkSize,
  verifyModelFile,
} from '@mutation-prediction/core';
import { fetchFile, readBody } from './download.js';
import { downloadPace } from './downloadPace.js';
import type { GrowingFile } from './growingFile.js';
import { openGrowingFile, OutOfRoom, removeGrowingFile, versionOf } from './growingFile.js';
import type { ModelAtUrl } from './modelPackage.js';
import { privateFileNames, privateFileSize, readPrivateFile, removePrivateFile } from './opfs.js';

/** A graph, and the weights that it names beside it. */
export interface GraphBytes {
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly data: readonly { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Times that a download is reported: of each message the page draws something. */
const REPORTS = 200;

/** Files are kept by their digest, so that a new version of a package never meets the old one's bytes. */
const nameOf = ({ sha256 }: ModelFile) => `${sha256}.onnx`;

/**
 * The files of a package's network, in the browser's private file system and from the network. No byte is given
 * out whose SHA-256 was not found right, wherever it came from.
 *
 * Old versions stay until room is needed, here or by the browser.
 */
export class ModelParts {
  private readonly files: readonly ModelFile[];
  private readonly total: number;
  /** Until the browser shows that it does not. */
  private keepsFiles = true;

  constructor(
    private readonly model: ModelAtUrl,
    private readonly onProgress: OnProgress,
  ) {
    this.files = graphFilesOf(model.manifest.graph);
    this.total = networkSize(model.manifest.graph);
  }

  /**
   * Brings what is missing into the browser's file system, part by part; what is there already of a part is not
   * fetched again. Where the browser keeps no files, parts are fetched when they are read.
   *
   * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
   */
  async fetch(): Promise<void> {
    const sizes = await Promise.all(this.files.map((file) => privateFileSize(nameOf(file))));
    const missing = this.files.filter(({ size }, n) => sizes[n] !== size);
    let done = this.total - missing.reduce((sum, { size }) => sum + size, 0);
    if (missing.length === 0) return;
    const tell = this.reporter();
    for (const file of missing) {
      if (!(await this.store(file, (loaded) => tell(done + loaded)))) return;
      done += file.size;
    }
  }

  /**
   * @param onVerify told before bytes that were kept are hashed
   * @throws MutationPredictionError `model-unavailable`, `model-hash-mismatch`
   */
  async read(graph: GraphFile, onVerify: () => void = () => undefined): Promise<GraphBytes> {
    const bytes = await this.bytesOf(graph, onVerify);
    const data: { path: string; bytes: Bytes }[] = [];
    for (const file of graph.data ?? []) {
      // The graph names them by their place in its own folder.
      const path = file.path.slice(file.path.lastIndexOf('/') + 1);
      data.push({ path, bytes: await this.bytesOf(file, onVerify) });
    }
    return { graph: bytes, data };
  }

  private async bytesOf(file: ModelFile, onVerify: () => void): Promise<Bytes> {
    const kept = await readIntact(file, onVerify);
    if (kept) return kept;
    const tell = this.reporter(file.size);
    if (await this.store(file, tell)) {
      const stored = await readIntact(file, onVerify);
      if (stored) return stored;
    }
    return this.receive(file, tell, onVerify);
  }

  /** @returns false where the browser keeps no files for us, and the model can do without */
  private async store(file: ModelFile, onBytes: (loaded: number) => void): Promise<boolean> {
    if (!this.keepsFiles) return false;
    const name = nameOf(file);
    return alone(name, async () => {
      if ((await privateFileSize(name)) === file.size) return true;
      const kept = await openGrowingFile(name);
      if (!kept) return this.withoutFiles('no-storage');
      try {
        await this.download(file, kept, onBytes);
      } catch (error) {
        if (!(error instanceof OutOfRoom)) throw error;
        await kept.restart(undefined);
        return this.withoutFiles('no-room', error);
      } finally {
        const isEmpty = kept.size === 0;
        kept.close();
        if (isEmpty) await removeGrowingFile(name);
      }
      await removePrivateFile(versionOf(name));
      return true;
    });
  }

  private async download(
    file: ModelFile,
    kept: GrowingFile,
    onBytes: (loaded: number) => void,
  ): Promise<void> {
    const { downloadFile } = await import(
      /* webpackChunkName: 'model-download' */ './downloadFile.js'
    );
    const url = new URL(file.path, this.model.url).href;
    try {
      await downloadFile(url, file, kept, onBytes);
    } catch (error) {
      if (!(error instanceof OutOfRoom) || !(await this.makeRoom())) throw error;
      await downloadFile(url, file, kept, onBytes);
    }
  }

  /** Into memory alone. */
  private async receive(
    file: ModelFile,
    onBytes: (loaded: number) => void,
    onVerify: () => void,
  ): Promise<Bytes> {
    onBytes(0);
    const response = await fetchFile(new URL(file.path, this.model.url).href);
    const bytes = await readBody(response, file.size, onBytes);
    onVerify();
    await verifyModelFile(bytes, file);
    return bytes;
  }

  /** Other models and earlier versions make room; they can be fetched again. */
  private async makeRoom(): Promise<boolean> {
    const own = new Set(this.files.map(nameOf).flatMap((name) => [name, versionOf(name)]));
    const others = (await privateFileNames()).filter(
      (name) => name.includes('.onnx') && !own.has(name),
    );
    for (const name of others) await removePrivateFile(name);
    return others.length > 0;
  }

  /** Trunks that are opened one after the other are read from the browser's files each time. */
  private withoutFiles(why: 'no-storage' | 'no-room', cause?: unknown): false {
    this.keepsFiles = false;
    const { name, graph } = this.model.manifest;
    if (graph.kind !== 'view-by-view' || graph.trunk.graphs.length === 1) return false;
    const values = { model: name, size: (this.total / 1e6).toFixed(0) };
    throw new MutationPredictionError(`model-unavailable.${why}`, values, { cause });
  }

  private reporter(total = this.total): (loaded: number) => void {
    const pace = downloadPace();
    let reported: number | undefined;
    return (loaded) => {
      if (reported !== undefined && loaded < total && loaded - reported < total / REPORTS) return;
      reported = loaded;
      const secondsLeft = pace.secondsLeft(loaded, total);
      this.onProgress({
        stage: 'download',
        loaded,
        total,
        ...(secondsLeft !== undefined && { secondsLeft }),
      });
    };
  }
}

/** What was kept, where it is what the manifest says; removed where it is not. */
async function readIntact(file: ModelFile, onVerify: () => void): Promise<Bytes | undefined> {
  const kept = await readPrivateFile(nameOf(file));
  if (!kept) return undefined;
  onVerify();
  try {
    await verifyModelFile(kept, file);
    return kept;
  } catch (error) {
    const isDamaged =
      error instanceof MutationPredictionError && error.code === 'model-hash-mismatch';
    if (!isDamaged) throw error;
    await removeGrowingFile(nameOf(file));
    return undefined;
  }
}

/** Of several pages one at a time; the next finds what the first one brought. */
function alone<T>(name: string, action: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ? (locks.request(`mutation-prediction ${name}`, action) as Promise<T>) : action();
}
