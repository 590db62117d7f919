/** A process whose tasks do what runs of networks do at their worst. */
import { MutationPredictionError } from '@mutation-prediction/core';
import { serveTasks } from '../../../dist/processes/serveTasks.js';

const cancelled = [];

serveTasks(
  {
    echo: (argument) => argument,
    /** As a run does: nothing else happens in the process meanwhile. */
    block: (ms) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      return ms;
    },
    hang: () => {
      for (;;);
    },
    /** Lets go when nobody waits any more. */
    wait: (name, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          cancelled.push(name);
          resolve(name);
        });
      }),
    cancelled: () => cancelled,
    crash: () => process.abort(),
  },
  (model, problem) =>
    new MutationPredictionError('inference-failed.failed-on-server', { model, problem }),
);
