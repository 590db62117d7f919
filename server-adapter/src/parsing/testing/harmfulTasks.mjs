/** A parsing process whose tasks do what a hostile file could make a parser do. */
import { MutationPredictionError } from '@mutation-prediction/core';
import { unforeseen } from '../../../dist/parsing/unforeseen.js';
import { serveTasks } from '../../../dist/processes/serveTasks.js';

const hoard = [];

serveTasks(
  {
    echo: (argument) => argument,
    later: (ms) => new Promise((resolve) => setTimeout(() => resolve(ms), ms)),
    refuse: () => {
      throw new MutationPredictionError('truncated-pixel-data.voxels-missing', { file: 'a.nii' });
    },
    stumble: () => undefined.field,
    hang: () => {
      for (;;);
    },
    grow: () => new Promise(() => setInterval(() => hoard.push(Buffer.alloc(64 * 2 ** 20, 1)), 10)),
    crash: () => process.abort(),
  },
  unforeseen,
);
