import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FolderStore } from '@mutation-prediction/server-adapter/dicomweb';
import type {
  OhifVersion,
  RunningViewer,
  ViewerOptions,
} from '@mutation-prediction/server-adapter/viewer';
import {
  cacheDirectory,
  fetchOhif,
  OHIF_PACKAGES,
  OHIF_VERSION,
  startViewer,
} from '@mutation-prediction/server-adapter/viewer';
import { startOrthanc } from './orthanc.js';

/** Where the viewer reads and stores. */
export interface Archive {
  readonly viewer: RunningViewer;
  /** Reports and segmentations that the viewer stored, in any order. */
  stored(): Promise<Uint8Array[]>;
  /** Activation maps that it stored. */
  maps(): Promise<Uint8Array[]>;
  close(): Promise<void>;
}

/** Where its models can run, too. */
type Elsewhere = Pick<ViewerOptions, 'inferenceServer'>;

/** Whether its File Meta Information names Parametric Map Storage. */
const isMap = (file: Uint8Array): boolean =>
  /1\.2\.840\.10008\.5\.1\.4\.1\.1\.30(?![.\d])/.test(
    Buffer.from(file.subarray(0, 512)).toString('latin1'),
  );

/** OHIF over the embedded store; what it stores goes to `stowDirectory`. */
export async function folderArchive(
  directory: string,
  stowDirectory: string,
  { version = OHIF_VERSION, ...elsewhere }: Elsewhere & { readonly version?: OhifVersion } = {},
): Promise<Archive> {
  const store = await FolderStore.open({ directory, stowDirectory });
  const viewer = await startViewer({
    ohifDirectory: await ohif(version),
    dicomWeb: store,
    ...elsewhere,
  });
  return {
    viewer,
    stored: () => Promise.resolve(filesBelow(stowDirectory).filter((file) => !isMap(file))),
    maps: () => Promise.resolve(filesBelow(stowDirectory).filter(isMap)),
    close: () => viewer.close(),
  };
}

/** OHIF over a fresh Orthanc that holds the files of a folder. */
export async function orthancArchive(
  directory: string,
  elsewhere: Elsewhere = {},
): Promise<Archive> {
  const orthanc = await startOrthanc();
  for (const file of filesBelow(directory)) await orthanc.upload(file);
  const before = new Set(await orthanc.instances());
  const viewer = await startViewer({
    ohifDirectory: await ohif(),
    dicomWeb: new URL(orthanc.dicomWebUrl),
    ...elsewhere,
  });
  const added = async () => {
    const ids = (await orthanc.instances()).filter((id) => !before.has(id));
    return Promise.all(ids.map((id) => orthanc.file(id)));
  };
  return {
    viewer,
    stored: async () => (await added()).filter((file) => !isMap(file)),
    maps: async () => (await added()).filter(isMap),
    async close() {
      await viewer.close();
      await orthanc.stop();
    },
  };
}

/** Bytes of every file below a folder; none where the folder does not exist. */
export function filesBelow(directory: string): Uint8Array[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => new Uint8Array(readFileSync(path.join(entry.parentPath, entry.name))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** OHIF as it was published, fetched once. */
export const ohif = (version: OhifVersion = OHIF_VERSION) =>
  fetchOhif({ cacheDirectory: cacheDirectory(), package: OHIF_PACKAGES[version] });
