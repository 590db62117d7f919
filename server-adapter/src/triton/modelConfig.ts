/**
 * What Triton is told of a package's graph, `config.pbtxt`
 * (https://github.com/triton-inference-server/common, protobuf/model_config.proto).
 */
import type { LoadedManifest, WholeGraph } from '@mutation-prediction/core';
import type { GraphTensor, GraphTensors } from './graphTensors.js';
import { Constant, mapEntries, type Message } from './textFormat.js';

export interface TensorRtOptions {
  readonly precision: 'fp32' | 'fp16';
  /** Where Triton keeps built engines, as Triton sees it; built anew at each start when absent. */
  readonly cache?: string;
}

export interface ServingOptions {
  /** Indices of the GPUs, `all`, or none: the graph runs on the CPU. */
  readonly gpus?: readonly number[] | 'all';
  readonly tensorRt?: TensorRtOptions;
  /** How many runs side by side, on each GPU or on the CPU. */
  readonly instances: number;
  /** How many requests may wait; those beyond are refused at once, with 503. */
  readonly queueSize: number;
  /** How long a request may wait, s; then it is refused, with 503. */
  readonly queueSeconds: number;
}

export function modelConfig(
  { manifest, digest }: LoadedManifest,
  graph: WholeGraph,
  { inputs, outputs }: GraphTensors,
  options: ServingOptions,
): Message {
  return {
    name: manifest.id,
    backend: 'onnxruntime',
    default_model_filename: 'model.onnx',
    // Shapes as the graph has them: the first dimension of the feature maps is no batch.
    max_batch_size: 0,
    input: inputs.map(tensor),
    output: outputs.map(tensor),
    instance_group: [instanceGroup(options)],
    optimization: optimization(options),
    // Only with a batcher is there a queue whose length and time can be limited, batches or not.
    dynamic_batching: {
      default_queue_policy: {
        timeout_action: new Constant('REJECT'),
        default_timeout_microseconds: Math.round(options.queueSeconds * 1e6),
        // A request may ask for less, which our client does for its deadline.
        allow_timeout_override: true,
        max_queue_size: options.queueSize,
      },
    },
    // Ready once it has run: the first run of a GPU takes seconds.
    model_warmup: [{ name: 'zeros', batch_size: 1, inputs: mapEntries(zeros(inputs)) }],
    parameters: mapEntries({
      package_version: { string_value: manifest.version },
      package_digest: { string_value: digest },
      graph_sha256: { string_value: graph.sha256 },
    }),
  };
}

function tensor({ name, dims }: GraphTensor): Message {
  return { name, data_type: FP32, dims };
}

const FP32 = new Constant('TYPE_FP32');

function instanceGroup({ gpus, instances }: ServingOptions): Message {
  if (gpus === undefined) return { kind: new Constant('KIND_CPU'), count: instances };
  return {
    kind: new Constant('KIND_GPU'),
    count: instances,
    gpus: gpus === 'all' ? undefined : gpus,
  };
}

function optimization({ gpus, tensorRt }: ServingOptions): Message | undefined {
  if (gpus === undefined) return undefined;
  // TF32 would round what convolutions multiply to 10 bits, and every other place does not.
  const cuda = { name: 'cuda', parameters: mapEntries({ use_tf32: '0' }) };
  const accelerators = tensorRt ? [tensorRtAccelerator(tensorRt), cuda] : [cuda];
  return { execution_accelerators: { gpu_execution_accelerator: accelerators } };
}

function tensorRtAccelerator({ precision, cache }: TensorRtOptions): Message {
  return {
    name: 'tensorrt',
    parameters: mapEntries({
      precision_mode: precision.toUpperCase(),
      ...(cache !== undefined && { trt_engine_cache_enable: '1', trt_engine_cache_path: cache }),
    }),
  };
}

function zeros(inputs: readonly GraphTensor[]): Record<string, Message> {
  return Object.fromEntries(
    inputs.map(({ name, dims }) => [
      name,
      { data_type: FP32, dims: dims.map((length) => Math.abs(length)), zero_data: true },
    ]),
  );
}
