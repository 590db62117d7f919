import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { FolderStore } from '../dicomweb/folderStore.js';
import { cacheDirectory } from './cacheDirectory.js';
import { demoFolder } from './demoStudy.js';
import { fetchOhif } from './ohifPackage.js';
import { ProgressLine } from './progressLine.js';
import type { RunningViewer } from './viewerServer.js';
import { startViewer } from './viewerServer.js';

interface ViewerArguments {
  readonly folder?: string;
  readonly dicomweb?: URL;
  readonly port: number;
  readonly host: string;
}

/** Adds `mutation-prediction viewer`: OHIF with the plugin, over a folder or a PACS. */
export function registerViewerCommand(program: Command): void {
  program
    .command('viewer')
    .description('serve OHIF with the Mutation Prediction panel, by default with a demo study')
    .option(
      '--folder <directory>',
      'open the DICOM files below a folder; what is saved goes to its stow/',
    )
    .addOption(
      new Option('--dicomweb <url>', 'open a DICOMweb server, e.g. http://127.0.0.1:8042/dicom-web')
        .argParser(httpUrl)
        .conflicts('folder'),
    )
    .option('--port <number>', 'port to listen on', portNumber, 3000)
    .option(
      '--host <address>',
      'address to listen on; any but 127.0.0.1 lets other machines read and add studies',
      '127.0.0.1',
    )
    .action(runViewer);
}

async function runViewer(args: ViewerArguments): Promise<void> {
  const progress = new ProgressLine(process.stderr);
  const cache = cacheDirectory();
  const say = (message: string) => progress.show(message);
  const ohifDirectory = await fetchOhif({ cacheDirectory: cache, onProgress: say });
  const dicomWeb =
    args.dicomweb ?? (await openFolder(args.folder ?? (await demoFolder(cache, say)), progress));
  const viewer = await startViewer({ ohifDirectory, dicomWeb, host: args.host, port: args.port });
  progress.end();
  process.stdout.write(`${announcement(viewer, dicomWeb)}\n`);

  await interrupted();
  process.stderr.write('Stopping.\n');
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

/** Resolves at the first Ctrl-C (or SIGTERM); a second one ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new InvalidArgumentError('Give an http or https URL.');
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}
