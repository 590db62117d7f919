import type { Command } from 'commander';
import { QUEUE_OPTION } from './queueOptions.js';
import type { QueueArguments, QueueVerb } from './runQueue.js';

/** What can be asked of a queue. */
const VERBS = {
  status: 'how many cases wait, run and failed, and how many workers there are',
  failed: 'the cases that failed for good, and why',
  retry: 'let failed cases run again: all, or those named',
  pause: 'workers take nothing more; what they have begun they finish',
  drain: 'nothing more is added; what is in the queue is done',
  resume: 'end a pause, and a drain',
} as const satisfies Readonly<Record<QueueVerb, string>>;

/** Adds `mutation-prediction queue`: what people do with a queue. */
export function registerQueueCommand(program: Command): void {
  const queue = program.command('queue');
  for (const [name, description] of Object.entries(VERBS)) {
    const verb = name as QueueVerb;
    const command = queue
      .command(verb)
      .description(description)
      .option(...QUEUE_OPTION)
      .option('--json', 'print it as JSON');
    if (verb === 'retry')
      command.argument('[ids...]', 'of the cases, as `queue failed` lists them');
    command.action(async () => {
      // Loaded on demand: the queue's library would slow down every other command's start.
      const { runQueue } = await import('./runQueue.js');
      await runQueue(verb, command.opts<QueueArguments>(), command.args);
    });
  }
}
