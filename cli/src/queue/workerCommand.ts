import type { Command } from 'commander';
import { addModelsOption, counting, TRUSTED_KEYS } from '../case/caseOptions.js';
import { addModelServerOptions } from '../prediction/modelServerOptions.js';
import { QUEUE_OPTION } from './queueOptions.js';
import type { WorkerArguments } from './runWorker.js';

/** Adds `mutation-prediction worker`. */
export function registerWorkerCommand(program: Command): void {
  const command = program.command('worker').option(...QUEUE_OPTION);
  addModelServerOptions(addModelsOption(command))
    .option('--sources <file>', 'YAML: what the places of cases are called, and where they are')
    .option(
      '--source <name=place>',
      'one of them: a folder, a manifest or a DICOMweb address (token: MP_DICOMWEB_TOKEN)',
      (text: string, others: readonly string[]) => [...others, text],
      [],
    )
    .option('--concurrency <n>', 'cases at a time; default: one for each processor', counting)
    .option('--threads <n>', 'processors that one network may use', counting, 1)
    .option(
      '--take-over <s>',
      'how long after a worker’s end its cases go to another',
      counting,
      15,
    )
    .option('--until-empty', 'end when nothing has been in the queue for ten seconds')
    .option('--json', 'a JSON line for each case')
    .option(...TRUSTED_KEYS)
    .action(async (options: WorkerArguments) => {
      // Loaded on demand: the network's runtime would slow down every other command's start.
      const { runWorker } = await import('./runWorker.js');
      await runWorker(options);
    });
}
