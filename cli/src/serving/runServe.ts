import type { InferenceBackend } from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  openBackend,
  readSettings,
  startServer,
} from '@mutation-prediction/server-adapter/serving';
import { interrupted } from '../terminal/interrupt.js';
import { print, say } from '../terminal/terminal.js';

export interface ServeArguments {
  readonly models?: string;
  readonly host?: string;
  readonly port?: string;
  readonly config?: string;
  /** By path, e.g. `admission.queueLength`. */
  readonly set?: Readonly<Record<string, string>>;
}

/** Serves until it is interrupted; then lets what was accepted end. */
export async function runServe({ config, models, host, port, set }: ServeArguments): Promise<void> {
  const settings = readSettings({
    environment: process.env,
    ...(config !== undefined && { file: config }),
    options: {
      ...set,
      ...(models !== undefined && { 'models.directory': models }),
      ...(host !== undefined && { 'network.host': host }),
      ...(port !== undefined && { 'network.port': port }),
    },
  });
  const backend = await openBackend(settings);
  const server = await startServer(settings, backend);
  const folder = modelsDirectory(settings.models.directory);
  const found = packagesOf(backend).join(', ') || `none yet in ${folder}`;
  print(`${announcement(server.url, settings.access.mode, found)}\n`);

  await interrupted();
  say('Stopping: accepted requests are finished.\n');
  await server.stop();
}

const WHO = {
  loopback: 'everyone on this machine',
  'api-keys': 'holders of an API key',
  oidc: 'users of the token issuer',
} as const;

/** Whether they can be asked is told by the log, once they have been opened. */
function packagesOf(backend: InferenceBackend): string[] {
  return [
    ...new Set(backend.models().map(({ metadata }) => metadata.name.replace(/\.graph$/, ''))),
  ];
}

function announcement(url: string, mode: keyof typeof WHO, models: string): string {
  return [
    '',
    'Mutation Prediction server. Research use only.',
    '',
    `  Open Inference Protocol:  ${url}/v2`,
    `  For:                      ${WHO[mode]}`,
    `  Models:                   ${models}`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}
