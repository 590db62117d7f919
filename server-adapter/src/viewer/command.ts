import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { FolderStore } from '../dicomweb/folderStore.js';
import { cacheDirectory } from './cacheDirectory.js';
import { fetchOhif } from './ohifPackage.js';
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
    .description('serve OHIF with the Mutation Prediction panel on this machine')
    .addOption(
      new Option('--dicomweb <url>', 'use a DICOMweb server, e.g. http://127.0.0.1:8042/dicom-web')
        .argParser(httpUrl)
        .conflicts('folder'),
    )
    .option('--folder <directory>', 'use the DICOM files below a folder; reports go to its stow/')
    .option('--port <number>', 'port to listen on', portNumber, 3000)
    .option(
      '--host <address>',
      'address to listen on; others than 127.0.0.1 open it to the network',
      '127.0.0.1',
    )
    .action(runViewer);
}

async function runViewer(args: ViewerArguments): Promise<void> {
  const say = (message: string) => process.stderr.write(`${message}\n`);
  const ohifDirectory = await fetchOhif({ cacheDirectory: cacheDirectory(), onProgress: say });
  const viewer = await startViewer({
    ohifDirectory,
    dicomWeb: args.dicomweb ?? (await FolderStore.open({ directory: args.folder ?? '.' })),
    host: args.host,
    port: args.port,
  });
  process.stdout.write(`OHIF with Mutation Prediction: ${viewer.url}/\n`);
  say('Research use only. Ctrl-C stops it.');
  await interrupted();
  await viewer.close();
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
