import { MutationPredictionError, throwIfCancelled } from '@mutation-prediction/core';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { areCopies } from './copies.js';
import { toDicomJson } from './dicomJson.js';
import type { DicomJson } from './dicomJson.js';
import { parseHeader, readHeader } from './fileHeader.js';
import { codeOf, removeUnfinished, writeNewFile } from './storedFile.js';
import { identify, StudyIndex } from './studyIndex.js';
import type { InstanceEntry } from './studyIndex.js';

export interface FolderStoreOptions {
  /** Read with everything below it, in any layout; what is no DICOM file is passed over. */
  readonly directory: string;
  /** Where STOW-RS adds files; `<directory>/stow` unless given. */
  readonly stowDirectory?: string;
  readonly onProgress?: (filesRead: number, filesTotal: number) => void;
  readonly signal?: AbortSignal;
}

/** Outcome of storing one instance; `reason` is a Failure Reason (0008,1197). */
export type StoreOutcome =
  | { readonly stored: true; readonly sopClassUid: string; readonly sopInstanceUid: string }
  | {
      readonly stored: false;
      readonly sopClassUid?: string | undefined;
      readonly sopInstanceUid?: string | undefined;
      readonly reason: number;
      readonly message: string;
    };

/** Failure reasons (PS3.7 Annex C, PS3.4 Table B.2-1). */
export const FAILURE = {
  /** Invalid attribute value: of the patient, who is another than the study's. */
  otherPatient: 0x0106,
  processing: 0x0110,
  duplicateInstance: 0x0111,
  outOfResources: 0xa700,
  otherStudy: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

/** Files read at once while a folder is opened: enough to keep a disk busy. */
const READERS = 8;

/** DICOM studies in a folder. Files that others add while it is open are seen at the next opening. */
export class FolderStore {
  readonly index = new StudyIndex();
  /** Files that could not be listed: damaged, or copies of a listed instance. */
  filesPassedOver = 0;
  /** Files that hold different objects under one SOP Instance UID: none of them is served. */
  readonly contradictions = new Map<string, readonly string[]>();
  private storing: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly directory: string,
    readonly stowDirectory: string,
  ) {}

  /**
   * Reads the header of every file below a folder.
   *
   * @throws MutationPredictionError `folder-unavailable`, `cancelled`
   */
  static async open(options: FolderStoreOptions): Promise<FolderStore> {
    const directory = await realpath(options.directory).catch((cause: unknown) => {
      throw unreadable(options.directory, cause);
    });
    const stow = path.resolve(options.stowDirectory ?? path.join(directory, 'stow'));
    const store = new FolderStore(directory, stow);
    await removeUnfinished(stow);
    const folders = stow.startsWith(directory + path.sep) ? [directory] : [directory, stow];
    const files = (await Promise.all(folders.map(listFiles))).flat();

    let read = 0;
    const add = async (file: string): Promise<void> => {
      throwIfCancelled(options.signal);
      await store.addFile(file);
      options.onProgress?.(++read, files.length);
    };
    await pMap(files, add, { concurrency: READERS });
    return store;
  }

  /** All attributes of an instance in DICOM JSON, large values by reference. */
  async metadata(
    instance: InstanceEntry,
    bulkDataUri: (path: string) => string,
  ): Promise<DicomJson> {
    const header = await readHeader(instance.file);
    if (!header) throw noLongerDicom();
    return {
      ...toDicomJson(header, bulkDataUri),
      // Available Transfer Syntax UID: tells the viewer what it will get (PS3.18 §10.4.1.1.2).
      '00083002': { vr: 'UI', Value: [instance.transferSyntaxUid] },
    };
  }

  /**
   * Adds a Part 10 file, one at a time. The same bytes again are a success (a client that repeats
   * a request after a lost answer); other bytes under the same SOP Instance UID are refused.
   *
   * @param studyUid the only study that the request allows
   */
  store(bytes: Uint8Array, studyUid?: string): Promise<StoreOutcome> {
    const outcome = this.storing.then(() => this.storeNow(bytes, studyUid));
    this.storing = outcome.catch(() => undefined);
    return outcome;
  }

  private async addFile(file: string): Promise<void> {
    try {
      // A link may lead to a pipe or a device, which would never end.
      if (!(await stat(file)).isFile()) return;
      const header = await readHeader(file);
      if (!header) return;
      const json = toDicomJson(header, () => '');
      if (identify(json).every((uid) => uid === undefined)) return; // DICOMDIR and the like
      const [, , , sopInstanceUid = ''] = identify(json);
      const contradicting = this.contradictions.get(sopInstanceUid);
      if (contradicting) {
        this.contradictions.set(sopInstanceUid, [...contradicting, file]);
        return;
      }
      const isListed = this.index.add(json, file, header.string('x00020010') ?? '');
      if (isListed) return;
      if (!(await this.isContradiction(sopInstanceUid, file))) this.filesPassedOver++;
    } catch {
      // One damaged file among thousands must not close the folder; it is counted, not hidden.
      this.filesPassedOver++;
    }
  }

  /** Whether a file holds another object than those seen under its UID, which is then not served. */
  private async isContradiction(sopInstanceUid: string, file: string): Promise<boolean> {
    const known = this.index.instance(sopInstanceUid);
    const before = this.contradictions.get(sopInstanceUid) ?? (known ? [known.file] : []);
    const [first] = before;
    if (first === undefined || (await areCopies(first, file))) return false;
    this.index.remove(sopInstanceUid);
    const seen = this.contradictions.get(sopInstanceUid) ?? before;
    this.contradictions.set(sopInstanceUid, [...seen, file]);
    return true;
  }

  private async storeNow(bytes: Uint8Array, onlyStudy?: string): Promise<StoreOutcome> {
    const parsed = await parseForStorage(bytes);
    if (!parsed) {
      return failure(FAILURE.cannotUnderstand, 'A part of the request is not a DICOM file.');
    }
    const [studyUid, seriesUid, sopClassUid, sopInstanceUid] = identify(parsed.header);
    const identity = { sopClassUid, sopInstanceUid };
    if (!isUid(studyUid) || !isUid(seriesUid) || !isUid(sopClassUid) || !isUid(sopInstanceUid)) {
      const message = 'A study, series, SOP class or SOP instance UID is missing or not a UID.';
      return failure(FAILURE.cannotUnderstand, message, identity);
    }
    if (onlyStudy !== undefined && studyUid !== onlyStudy) {
      return failure(FAILURE.otherStudy, 'The instance belongs to another study.', identity);
    }
    if (this.contradictions.has(sopInstanceUid)) {
      const message = 'The folder holds different instances with this SOP Instance UID.';
      return failure(FAILURE.duplicateInstance, message, identity);
    }
    const known = this.index.instance(sopInstanceUid);
    const contradicted = this.index.contradictionsWithStudy(parsed.header);
    if (!known && contradicted.length > 0) {
      const message = `The instance and its study contradict each other in ${contradicted.join(', ')}.`;
      return failure(FAILURE.otherPatient, message, identity);
    }
    // UIDs hold digits and dots only: the names cannot leave the folder.
    const own = path.join(this.stowDirectory, studyUid, seriesUid, `${sopInstanceUid}.dcm`);
    const file = known?.file ?? own;
    try {
      const isNew = !known && (await writeNewFile(file, bytes));
      // Another server of this folder may have stored it.
      if (!isNew && !(await hasBytes(file, bytes))) {
        const message = 'Another instance with this SOP Instance UID is stored already.';
        return failure(FAILURE.duplicateInstance, message, identity);
      }
    } catch (error) {
      const [reason, what] = known
        ? [FAILURE.processing, 'The stored file cannot be read']
        : [FAILURE.outOfResources, 'The folder cannot be written to'];
      return failure(reason, `${what} (${codeOf(error)}).`, identity);
    }
    if (!known) this.index.add(parsed.header, file, parsed.transferSyntaxUid);
    return { stored: true, sopClassUid, sopInstanceUid };
  }
}

/** Files below a folder, hidden ones and those of hidden folders left out; sorted, so that of two copies the same one is kept. */
async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw unreadable(directory, cause);
    },
  );
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !isHidden(path.relative(directory, file)))
    .sort();
}

const isHidden = (file: string): boolean =>
  file.split(path.sep).some((name) => name.startsWith('.'));

async function parseForStorage(bytes: Uint8Array) {
  try {
    const header = await parseHeader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    if (!header) return undefined;
    return {
      header: toDicomJson(header, () => ''),
      transferSyntaxUid: header.string('x00020010') ?? '',
    };
  } catch {
    return undefined; // Damaged: the caller answers that it cannot be understood.
  }
}

function isUid(value: string | undefined): value is string {
  return value !== undefined && value.length <= 64 && /^\d+(\.\d+)*$/.test(value);
}

async function hasBytes(file: string, bytes: Uint8Array): Promise<boolean> {
  return (await readFile(file)).equals(bytes);
}

function failure(
  reason: number,
  message: string,
  identity: { sopClassUid?: string | undefined; sopInstanceUid?: string | undefined } = {},
): StoreOutcome {
  return { stored: false, reason, message, ...identity };
}

/** Without the path: the answer to a request never tells where the folder is. */
function noLongerDicom(): MutationPredictionError {
  return new MutationPredictionError('malformed-object.no-longer-dicom');
}

function unreadable(path: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError('folder-unavailable.unreadable', { path }, { cause });
}
