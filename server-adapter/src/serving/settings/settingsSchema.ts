import { contradictions } from './contradictions.js';
import { settingSections } from './settings.js';

/**
 * Everything that a site can decide about the server, once: read from a file, the environment and the
 * command line (`readSettings`), and printed in docs/server.md (`settingsTable`).
 */
export const settingsSchema = settingSections.superRefine((settings, context) => {
  for (const [path, message] of contradictions(settings)) {
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  }
});
