import { MutationPredictionError } from '@mutation-prediction/core';
import { readInputFile } from '@mutation-prediction/server-adapter/case';
import type { ModelServer } from '@mutation-prediction/server-adapter/inference';
import { Option, type Command } from 'commander';

export interface ModelServerOptions {
  readonly server?: string;
  readonly serverTokenFile?: string;
}

export function addModelServerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', 'let the models run on this server, which has them').conflicts(
        'models',
      ),
    )
    .option('--server-token-file <file>', 'bearer token for it; default: MP_SERVER_TOKEN');
}

/**
 * The server that was asked for. A token comes from a file or the environment: arguments are seen by all
 * users of a machine.
 *
 * @throws MutationPredictionError `invalid-parameters`
 */
export async function modelServerOf({
  server,
  serverTokenFile: file,
}: ModelServerOptions): Promise<ModelServer | undefined> {
  if (server === undefined) return undefined;
  const url = serverUrl(server);
  const token = file
    ? new TextDecoder().decode(await readInputFile(file, 'invalid-parameters.token-unreadable'))
    : process.env['MP_SERVER_TOKEN'];
  return { url, ...(token?.trim() && { authorization: `Bearer ${token.trim()}` }) };
}

function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) {
    throw new MutationPredictionError('invalid-parameters.server-credentials', { url: url.origin });
  }
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) return url.href;
  throw new MutationPredictionError('invalid-parameters.server-address', { url: text });
}
