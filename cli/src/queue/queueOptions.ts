import { MutationPredictionError } from '@mutation-prediction/core';
import { readInputFile } from '@mutation-prediction/server-adapter/case';
import type { RedisServer } from '@mutation-prediction/server-adapter/queue';

/** Of every command that speaks to a queue. */
export const QUEUE_OPTION = [
  '--queue <address>',
  'the queue on Redis: redis:// or rediss://, or a file that holds the address with its password; default: MP_QUEUE',
] as const;

/**
 * The queue that was named. A password comes from a file or the environment (`MP_QUEUE`, `MP_QUEUE_PASSWORD`):
 * arguments are seen by all users of a machine.
 *
 * @throws MutationPredictionError `invalid-parameters`
 */
export async function queueOf(named: string | undefined): Promise<RedisServer> {
  const password = process.env['MP_QUEUE_PASSWORD'];
  const url = named === undefined ? process.env['MP_QUEUE'] : await addressIn(named);
  if (!url) throw new MutationPredictionError('invalid-parameters.queue-not-named');
  return { url, ...(password && { password }) };
}

async function addressIn(named: string): Promise<string> {
  if (!/^rediss?:/i.test(named)) {
    const bytes = await readInputFile(named, 'invalid-parameters.queue-unreadable');
    return new TextDecoder().decode(bytes).trim();
  }
  if (URL.canParse(named) && new URL(named).password !== '') {
    throw new MutationPredictionError('invalid-parameters.queue-password');
  }
  return named;
}
