import {
  openQueueControl,
  type FailedCase,
  type QueueControl,
  type QueueStatus,
} from '@mutation-prediction/server-adapter/queue';
import { print, printJson } from '../terminal/terminal.js';
import { queueOf } from './queueOptions.js';

export interface QueueArguments {
  readonly queue?: string;
  readonly json?: true;
}

/** What can be asked of a queue. */
export type QueueVerb = 'status' | 'failed' | 'retry' | 'pause' | 'drain' | 'resume';

/** @param ids of the cases that are meant; all where there are none */
export async function runQueue(
  verb: QueueVerb,
  { queue, json }: QueueArguments,
  ids: readonly string[],
): Promise<void> {
  const control = await openQueueControl(await queueOf(queue));
  try {
    if (verb === 'failed') await printFailed(control, json);
    else if (verb === 'retry') {
      const count = await control.retry(ids.length > 0 ? ids : undefined);
      if (json) printJson({ retried: count });
      else print(count === 1 ? '1 case runs again.\n' : `${count} cases run again.\n`);
    } else {
      if (verb !== 'status') await control[verb]();
      const status = await control.status();
      if (json) printJson(status);
      else print(inWords(status));
    }
  } finally {
    await control.close();
  }
}

/** As they come: there may be many. */
async function printFailed(control: QueueControl, json: true | undefined): Promise<void> {
  for await (const one of control.failed()) {
    print(json ? `${JSON.stringify(one)}\n` : lineOf(one));
  }
}

function lineOf({ id, source, segmentationUid, content, reason, attempts, failedAt }: FailedCase) {
  const what = segmentationUid ?? content.slice(0, 12);
  return `${failedAt}  ${reason} (${attempts}×)  ${source}  ${what}\n  ${id}\n`;
}

const STATES = {
  open: 'open',
  paused: 'paused: workers take nothing more',
  draining: 'draining: nothing more is added',
} as const;

function inWords({ queue, state, ...counts }: QueueStatus): string {
  const { waiting, running, delayed, done, failed, workers } = counts;
  return [
    `The queue at ${queue} is ${STATES[state]}.`,
    `  waiting   ${waiting}`,
    `  running   ${running}`,
    `  delayed   ${delayed}`,
    `  done      ${done}`,
    `  failed    ${failed}`,
    `  workers   ${workers}`,
    '',
  ].join('\n');
}
