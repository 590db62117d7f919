import type { ModelInput, ModelManifest } from '../contract/modelManifest.js';
import { REGION_FEATURES } from '../contract/regionDescriptor.js';
import { tensorDims } from '../inference/modelInputs.js';
import type { PipelineDatatype } from './wireTensor.js';

/** What a pipeline takes or gives, as the Open Inference Protocol's metadata say it. */
export interface PipelineTensorMetadata {
  readonly name: string;
  readonly datatype: PipelineDatatype;
  /** -1 for any length. */
  readonly shape: readonly number[];
}

/** Output of a pipeline: what the model says, as JSON. */
export const PREDICTION_OUTPUT = 'prediction';
/** Output of a pipeline, on request: HU of the views, before clipping. */
export const VIEWS_OUTPUT = 'views';
/** Output of a pipeline, on request: class-activation maps of one image input. */
export const activationMapsOutput = (inputTensor: string) => `activation_maps.${inputTensor}`;
/** Output of a pipeline, on request: what each group of inputs contributes to each target, as JSON. */
export const CONTRIBUTIONS_OUTPUT = 'contributions';

/**
 * Input of a pipeline that can tell how like its training data a lesion is: the region descriptor, which
 * is taken of more of the CT than the network is sent.
 */
export const REGION_INPUT = {
  name: 'region_descriptor',
  datatype: 'FP32',
  shape: [1, REGION_FEATURES.length],
} as const satisfies PipelineTensorMetadata;

/** The pipeline's inputs are the graph's by name, each in its smallest form. */
export function pipelineInputs({ inputs, likeness }: ModelManifest): PipelineTensorMetadata[] {
  return [
    ...inputs.map((input) => ({ name: input.tensor, ...pipelineInput(input) })),
    ...(likeness ? [REGION_INPUT] : []),
  ];
}

/** @returns datatype and shape of what stands for an input of the graph */
export function pipelineInput(input: ModelInput): Omit<PipelineTensorMetadata, 'name'> {
  switch (input.kind) {
    case 'views': {
      const { size } = input.cube;
      return { datatype: 'INT16', shape: [size, size, size] };
    }
    case 'volume': {
      const size = input.crop.kind === 'centred' ? input.crop.size : -1;
      return { datatype: 'INT16', shape: [size, size, size] };
    }
    case 'patch':
    case 'slices':
    case 'radiomics':
      return { datatype: 'FP32', shape: tensorDims(input) };
    case 'clinical':
      return { datatype: 'BYTES', shape: [1] };
  }
}

/** The first is what an answer holds where none is named. */
export function pipelineOutputs({
  inputs,
  outputs,
  targets,
}: ModelManifest): PipelineTensorMetadata[] {
  const views = inputs.find((input) => input.kind === 'views');
  return [
    { name: PREDICTION_OUTPUT, datatype: 'BYTES', shape: [1] },
    ...(views
      ? [
          {
            name: VIEWS_OUTPUT,
            datatype: 'FP32' as const,
            shape: [views.planes.length, views.resize.size, views.resize.size],
          },
        ]
      : []),
    ...(outputs.featureMaps ?? []).map(({ input: tensor }) => {
      const isVolume = inputs.some((input) => input.tensor === tensor && input.kind === 'volume');
      return {
        name: activationMapsOutput(tensor),
        datatype: 'FP32' as const,
        shape: [targets.length, -1, ...(isVolume ? [-1, -1, -1] : [-1, -1])],
      };
    }),
    { name: CONTRIBUTIONS_OUTPUT, datatype: 'BYTES', shape: [1] },
  ];
}
