/** Entry of a Node thread that takes the features of cases, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { caseParser } from '../parsing/parse.js';
import type { CaseFiles } from './caseFiles.js';
import { extractCase, type CaseRequest } from './extractCase.js';

const request = workerData as CaseRequest;
const parse = caseParser();

parentPort?.on('message', (files: CaseFiles) => {
  void extractCase(files, request, parse).then((outcome) => parentPort?.postMessage(outcome));
});
