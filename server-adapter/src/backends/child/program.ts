/** Entry of a process that runs networks. */
import { serveTasks } from '../../processes/serveTasks.js';
import { ModelTasks } from './modelTasks.js';

serveTasks(new ModelTasks(), (model, message) => ({
  code: 'inference-failed',
  message: `The model ${model} failed: ${message}`,
  advice: 'Report this message.',
}));
