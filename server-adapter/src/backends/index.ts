/** Running networks for a server, in processes of their own or behind another server. */
export type { InferCall, InferenceBackend, ModelState, ServedModel } from './backend.js';
export { BackendError, type BackendErrorKind } from './backendError.js';
export type { InferenceServer } from './child/messages.js';
export { openEmbeddedBackend, type EmbeddedBackendOptions } from './embeddedBackend.js';
export { openOipBackend, type OipBackendOptions } from './oipBackend.js';
