/** Entry of a process that runs networks. */
import { MutationPredictionError } from '@mutation-prediction/core';
import { serveTasks } from '../../processes/serveTasks.js';
import { ModelTasks } from './modelTasks.js';

serveTasks(
  new ModelTasks(),
  (model, problem) =>
    new MutationPredictionError('inference-failed.failed-on-server', { model, problem }),
);
