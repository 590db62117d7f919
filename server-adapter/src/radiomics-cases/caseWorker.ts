/** Entry of a Node thread that takes the features of cases, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CaseFiles } from './caseFiles.js';
import { extractCase, type CaseRequest } from './extractCase.js';

const request = workerData as CaseRequest;

parentPort?.on('message', (files: CaseFiles) => {
  void extractCase(files, request).then((outcome) => parentPort?.postMessage(outcome));
});
