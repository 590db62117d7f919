/** What goes to a model on a server and what comes back; the predictor that asks one. */
export { pipelineInputs, pipelineOutputs, type PipelineTensorMetadata } from './pipelineTensors.js';
export {
  type ListedRemoteModel,
  listRemoteModels,
  pipelineParameters,
  readRemoteModel,
  type RemoteModel,
} from './remoteModel.js';
export { remotePredictor } from './remotePredictor.js';
export { type PipelineCall, runPipeline } from './runPipeline.js';
export { progressOfRun, type RunState, runStateSchema } from './runState.js';
export {
  type InferenceTransport,
  type RepositoryTransport,
  type TransportOptions,
  transportRefusal,
} from './transport.js';
export type { PipelineTensor, WireTensor } from './wireTensor.js';
