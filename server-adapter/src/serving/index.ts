/** The server: the Open Inference Protocol over a backend, for users, with a trail. */
export { addApiKey, type NewApiKey } from './access/apiKeyFile.js';
export { ROLES, type Role } from './access/caller.js';
export { verifyTrail, type VerifiedTrail } from './audit/verifyTrail.js';
export { openBackend } from './openBackend.js';
export { readSettings, type SettingsSources } from './settings/readSettings.js';
export type { Settings } from './settings/settings.js';
export { startServer, type RunningServer } from './startServer.js';
