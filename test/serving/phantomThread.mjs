import { parentPort, workerData } from 'node:worker_threads';
import { cohortCase } from '../../core/dist/index.js';

const { seed, count } = workerData;
parentPort.postMessage(Array.from({ length: count }, (_, index) => cohortCase(seed, index)));
