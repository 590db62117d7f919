/** Entry of a Node thread that predicts cases, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { caseRunner, type RunnerOptions } from './caseRunner.js';
import type { CaseTask } from './predictCase.js';

const runner = caseRunner(workerData as RunnerOptions);

parentPort?.on('message', (task: CaseTask) => {
  void runner.run(task).then((outcome) => parentPort?.postMessage(outcome));
});
