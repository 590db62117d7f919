/**
 * No circle of files. Imports of types are not read at all (`tsPreCompilationDeps`): they are gone
 * before anything runs, and a circle through one could hide a circle of values.
 */
import rules from './dependency-cruiser.config.mjs';

export default {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Move what both files need to a file of its own.',
      from: {},
      to: { circular: true },
    },
  ],
  options: { ...rules.options, tsPreCompilationDeps: false },
};
