import { Redis } from 'ioredis';
import { MutationPredictionError } from '@mutation-prediction/core';

/** A Redis server (or Valkey) that holds the queue. */
export interface RedisServer {
  /** `redis://` or `rediss://` (TLS), host, port, and which of its databases: `redis://queue:6379/0`. */
  readonly url: string;
  /** Wins over the URL's own. */
  readonly password?: string;
}

/** Of a server that has not answered, ms. */
const CONNECT_MS = 5000;
const LONGEST_PAUSE_MS = 3000;

/**
 * A connection that is taken up again for as long as it is not closed; commands wait for it.
 *
 * @throws MutationPredictionError `invalid-parameters` for another kind of address; `queue-unavailable` when
 *   the server does not answer, does not let us in, or would throw jobs away when it is full
 */
export async function connectRedis(server: RedisServer): Promise<Redis> {
  const options = addressOf(server);
  const name = nameOf(server);
  const redis = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    // As BullMQ asks: a command is not given up because the server starts anew.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 6), LONGEST_PAUSE_MS),
  });
  let problem: Error | undefined;
  const remember = (error: Error) => (problem = error);
  redis.on('error', remember);
  try {
    await withinTime(
      redis.connect().then(() => redis.ping()),
      () => problem,
    );
    await refuseEviction(redis, name);
    return redis;
  } catch (cause) {
    redis.disconnect();
    if (cause instanceof MutationPredictionError) throw cause;
    throw /NOAUTH|WRONGPASS|NOPERM/.test(`${String(problem)} ${String(cause)}`)
      ? new MutationPredictionError('queue-unavailable.not-let-in', { queue: name }, { cause })
      : new MutationPredictionError('queue-unavailable.no-answer', { queue: name }, { cause });
  }
}

/** Host and port: nothing that opens a door. */
export function nameOf({ url }: RedisServer): string {
  return new URL(url).host;
}

function addressOf({ url: text, password }: RedisServer) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d{0,3})$/.exec(url?.pathname ?? '')?.[1];
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || database === undefined) {
    throw new MutationPredictionError('invalid-parameters.queue-address');
  }
  const secret = password ?? decodeURIComponent(url.password);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    db: Number(database || 0),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(secret && { password: secret }),
    ...(url.protocol === 'rediss:' && { tls: { servername: url.hostname } }),
  };
}

/** Rejects with what went wrong last, for a connection that is tried for ever reports nothing itself. */
async function withinTime(
  answer: Promise<unknown>,
  problem: () => Error | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(problem() ?? new Error('no answer')), CONNECT_MS);
  });
  answer.catch(() => undefined);
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A server that is full and may throw keys away would lose jobs without a word. */
async function refuseEviction(redis: Redis, queue: string): Promise<void> {
  const memory = await redis.info('memory');
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'noeviction';
  const limit = Number(/^maxmemory:(\d+)/m.exec(memory)?.[1] ?? 0);
  if (policy === 'noeviction' || limit === 0) return;
  throw new MutationPredictionError('queue-unavailable.evicts', { queue, policy });
}
