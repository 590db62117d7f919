import path from 'node:path';
import { FolderStore } from '@mutation-prediction/server-adapter/dicomweb';
import { trustedKeysOf } from '@mutation-prediction/server-adapter/signing';
import {
  cacheDirectory,
  demoFolder,
  fetchOhif,
  OHIF_PACKAGES,
  startViewer,
  type RunningViewer,
} from '@mutation-prediction/server-adapter/viewer';
import { interrupted } from '../terminal/interrupt.js';
import { ProgressLine } from '../terminal/progressLine.js';
import { dicomWebAuthorization, inferenceServer } from './viewerSecrets.js';
import { print } from '../terminal/terminal.js';
import type { OhifVersion } from '@mutation-prediction/server-adapter/viewer';

export interface ViewerArguments {
  readonly folder?: string;
  readonly dicomweb?: URL;
  readonly server?: URL;
  readonly port: number;
  readonly host: string;
  readonly trustedKeys?: string;
  readonly ohif: OhifVersion;
  readonly models?: string;
}

/** Fetches OHIF where it is not there yet, and serves it until it is interrupted. */
export async function runViewer(args: ViewerArguments): Promise<void> {
  const trustedKeys = await trustedKeysOf(args.trustedKeys);
  const progress = new ProgressLine(process.stderr);
  const cache = cacheDirectory();
  const say = (message: string) => progress.show(message);
  const ohifDirectory = await fetchOhif({
    cacheDirectory: cache,
    onProgress: say,
    package: OHIF_PACKAGES[args.ohif],
  });
  const dicomWeb =
    args.dicomweb ?? (await openFolder(args.folder ?? (await demoFolder(cache, say)), progress));
  const { host, port, server, models } = args;
  const viewer = await startViewer({
    ohifDirectory,
    dicomWeb,
    host,
    port,
    trustedKeys,
    ...(models !== undefined && { models }),
    ...dicomWebAuthorization(process.env),
    ...(server && { inferenceServer: inferenceServer(server, process.env) }),
  });
  progress.end();
  print(`${announcement(viewer, dicomWeb)}\n`);

  await interrupted();
  say('Stopping.');
  await viewer.close();
}

async function openFolder(directory: string, progress: ProgressLine): Promise<FolderStore> {
  const store = await FolderStore.open({
    directory,
    onProgress: (read, total) =>
      progress.update(`Reading DICOM headers: ${read} of ${total} files`),
  });
  if (store.filesPassedOver > 0) {
    progress.show(`${store.filesPassedOver} DICOM files are damaged or copies and are not listed.`);
  }
  for (const [uid, files] of store.contradictions) {
    const names = files.map((file) => path.relative(directory, file)).join(', ');
    progress.show(
      `Different objects under one SOP Instance UID (${uid}) are not served: ${names}.`,
    );
  }
  return store;
}

/** What opens where; one study is opened right away, several in the study list. */
function announcement(viewer: RunningViewer, dicomWeb: FolderStore | URL): string {
  const lines = ['', 'OHIF with Mutation Prediction. Research use only.', ''];
  if (dicomWeb instanceof URL) {
    lines.push(`  Studies of ${dicomWeb.origin}:  ${viewer.url}/`);
  } else {
    const { studies } = dicomWeb.index;
    const [only] = studies;
    const count = studies.length === 1 ? '1 study' : `${studies.length} studies`;
    if (only && studies.length === 1)
      lines.push(`  Study:       ${viewer.studyUrl(only.studyInstanceUid)}`);
    lines.push(`  Study list:  ${viewer.url}/  (${count})`);
    lines.push(`  Reports are saved in ${dicomWeb.stowDirectory}`);
  }
  return [...lines, '', 'Ctrl-C stops it.'].join('\n');
}
