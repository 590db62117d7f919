/** Running networks for a server, in processes of their own or behind another server. */
export type { InferCall, InferenceBackend, ModelState, ServedModel } from './backend.js';
export { BackendError, type BackendErrorKind } from './backendError.js';
