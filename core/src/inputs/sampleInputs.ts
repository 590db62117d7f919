import type { ClinicalInputs } from '../contract/clinical.js';
import { CLINICAL_KEYS } from '../contract/clinicalKeys.js';
import type { ModelInput } from '../contract/modelManifest.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import { REGION_FEATURES } from '../contract/regionDescriptor.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';
import { throwIfCancelled } from '../errors.js';
import type { FloatTensor } from '../inference/session.js';
import { sampleCube } from '../views/cube.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import type { RadiomicsEncodingOptions } from './radiomics.js';
import type { HuBlock, SampledInputs } from './sampledInputs.js';

/** What was taken of a request, and what is to be told of it. */
export interface TakenInputs extends SampledInputs {
  readonly warnings: readonly Warning[];
}

/**
 * Takes a model's inputs of the CT around a lesion, one after the other. What only some models need is
 * loaded when it is first asked for.
 *
 * @throws `unsuitable-roi`, `invalid-parameters`, `cancelled`
 */
export async function sampleInputs(
  request: PredictionRequest,
  inputs: readonly ModelInput[],
  options: RadiomicsEncodingOptions = {},
): Promise<TakenInputs> {
  const { region, regionMask, lesion, windows } = request;
  const image: LesionImage = {
    region,
    regionMask,
    centroidLps: lesion.centroidLps,
    ...(windows && { windows }),
  };
  const blocks: Record<string, HuBlock> = {};
  const tensors: Record<string, FloatTensor> = {};
  const warnings: Warning[] = [];
  for (const input of inputs) {
    throwIfCancelled(options.signal);
    switch (input.kind) {
      case 'clinical':
        break;
      case 'views': {
        const { size } = input.cube;
        const data = sampleCube(region, lesion.centroidLps, input.cube);
        blocks[input.tensor] = { data, size: [size, size, size] };
        break;
      }
      case 'volume': {
        const { lesionBlock } = await import(/* webpackChunkName: 'input-volume' */ './volume.js');
        blocks[input.tensor] = lesionBlock(image, input);
        break;
      }
      default: {
        const taken = await takeTensor(image, input, options);
        tensors[input.tensor] = taken.tensor;
        warnings.push(...(taken.warnings ?? []));
      }
    }
  }
  return {
    blocks,
    tensors,
    clinical: askedFor(request.clinical, inputs),
    ...(request.descriptor && { descriptor: asVector(request.descriptor) }),
    warnings,
  };
}

function asVector(descriptor: RegionDescriptor): Float32Array {
  return Float32Array.from(REGION_FEATURES, (feature) => descriptor[feature]);
}

async function takeTensor(
  image: LesionImage,
  input: Exclude<ModelInput, { kind: 'views' | 'volume' | 'clinical' }>,
  options: RadiomicsEncodingOptions,
): Promise<EncodedInput> {
  switch (input.kind) {
    case 'patch': {
      const { encodePatch } = await import(/* webpackChunkName: 'input-patch' */ './patch.js');
      return encodePatch(image, input);
    }
    case 'slices': {
      const { encodeSlices } = await import(/* webpackChunkName: 'input-slices' */ './slices.js');
      return encodeSlices(image, input);
    }
    case 'radiomics': {
      const { encodeRadiomics } = await import(
        /* webpackChunkName: 'input-radiomics' */ './radiomics.js'
      );
      return encodeRadiomics(image, input, options);
    }
  }
}

/** What the model does not ask for goes no further. */
function askedFor(clinical: ClinicalInputs, inputs: readonly ModelInput[]): ClinicalInputs {
  const keys = new Set(
    inputs.flatMap((input) =>
      input.kind === 'clinical' ? input.fields.map(({ name }) => CLINICAL_KEYS[name]) : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(clinical).filter(
      ([key, value]) => value !== undefined && keys.has(key as keyof ClinicalInputs),
    ),
  );
}
