import { InvalidArgumentError, Option, type Command } from 'commander';
import type { OhifVersion } from '@mutation-prediction/server-adapter/viewer';
import { TRUSTED_KEYS } from '../case/caseOptions.js';
import type { ViewerArguments } from './runViewer.js';

/** Those that the plugin is tested in; said here so that `--help` loads no viewer. */
const OHIF_VERSIONS = [
  '3.12.10',
  '3.13.2',
  '3.14.0-beta.6',
] as const satisfies readonly OhifVersion[];

/** Adds `mutation-prediction viewer`: OHIF with the plugin, over a folder or a PACS. */
export function registerViewerCommand(program: Command): void {
  program
    .command('viewer')
    .option(
      '--folder <directory>',
      'open the DICOM files below a folder; what is saved goes to its stow/',
    )
    .addOption(
      new Option(
        '--dicomweb <url>',
        'open a DICOMweb server, e.g. http://127.0.0.1:8042/dicom-web; MP_DICOMWEB_USER and MP_DICOMWEB_PASSWORD, or MP_DICOMWEB_TOKEN, are for it',
      )
        .argParser(httpUrl)
        .conflicts('folder'),
    )
    .addOption(
      new Option(
        '--server <url>',
        'answer below /inference from a server (serve); MP_INFERENCE_TOKEN is the key or token for it',
      ).argParser(httpUrl),
    )
    .option(
      '--models <folder>',
      'offer the model packages of a folder instead of those that come along',
    )
    .addOption(
      new Option('--ohif <version>', 'show this version of OHIF, fetched once')
        .choices(OHIF_VERSIONS)
        .default('3.13.2' satisfies OhifVersion),
    )
    .option('--port <number>', 'port to listen on', portNumber, 3000)
    .option(
      '--host <address>',
      'address to listen on; any but 127.0.0.1 lets other machines read and add studies',
      '127.0.0.1',
    )
    .option(...TRUSTED_KEYS)
    .action(async (args: ViewerArguments) => {
      // Loaded on demand: a web server would slow down every other command's start.
      const { runViewer } = await import('./runViewer.js');
      await runViewer(args);
    });
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) {
    throw new InvalidArgumentError(
      'Every program of this machine can read it: leave out user and password.',
    );
  }
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new InvalidArgumentError('Give an http or https URL.');
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}
