/** Model packages as a model repository of NVIDIA's Triton. */
export type { ServingOptions, TensorRtOptions } from './modelConfig.js';
export { writeTritonRepository, type TritonRepositoryOptions } from './writeTritonRepository.js';
