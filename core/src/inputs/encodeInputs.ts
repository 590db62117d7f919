import { throwIfCancelled } from '../errors.js';
import type { EncodedClinical } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import type { ModelInput } from '../contract/modelManifest.js';
import type { FloatTensor } from '../inference/session.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';
import { extractViews } from '../views/extractViews.js';
import type { LesionViews } from '../views/lesionViews.js';
import { normaliseViews } from '../views/normaliseViews.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import type { RadiomicsEncodingOptions } from './radiomics.js';

/** Everything a network is given, by the names of its tensors, and what is to be told of it. */
export interface EncodedInputs {
  readonly tensors: Readonly<Record<string, FloatTensor>>;
  /** Only of a model that looks at views. */
  readonly views?: LesionViews;
  /** Absent where no clinical value is asked for. */
  readonly clinical?: EncodedClinical;
  readonly warnings: readonly Warning[];
}

/**
 * Makes a model's inputs of a request, one after the other. What only some models need is loaded when
 * it is first asked for.
 *
 * @throws `unsuitable-roi`, `invalid-parameters`, `cancelled`
 */
export async function encodeInputs(
  request: PredictionRequest,
  inputs: readonly ModelInput[],
  options: RadiomicsEncodingOptions = {},
): Promise<EncodedInputs> {
  const { region, regionMask, lesion, acquisition } = request;
  const image: LesionImage = {
    region,
    regionMask,
    centroidLps: lesion.centroidLps,
    ...(acquisition.windows && { windows: acquisition.windows }),
  };
  const tensors: Record<string, FloatTensor> = {};
  const warnings: Warning[] = [];
  let views: LesionViews | undefined;
  let clinical: EncodedClinical | undefined;

  for (const input of inputs) {
    throwIfCancelled(options.signal);
    if (input.kind === 'views') {
      views = extractViews(region, regionMask, lesion.centroidLps, input);
      tensors[input.tensor] = {
        data: normaliseViews(views, input),
        dims: [1, views.planes.length, views.size, views.size],
      };
    } else if (input.kind === 'clinical') {
      clinical = encodeClinical(request.clinical, input);
      tensors[input.tensor] = { data: clinical.values, dims: [1, clinical.values.length] };
    } else {
      const encoded = await encodeFurther(image, input, options);
      tensors[input.tensor] = encoded.tensor;
      warnings.push(...(encoded.warnings ?? []));
    }
  }
  return {
    tensors,
    ...(views && { views }),
    ...(clinical && { clinical }),
    warnings,
  };
}

async function encodeFurther(
  image: LesionImage,
  input: Exclude<ModelInput, { kind: 'views' | 'clinical' }>,
  options: RadiomicsEncodingOptions,
): Promise<EncodedInput> {
  switch (input.kind) {
    case 'volume': {
      const { encodeVolume } = await import(/* webpackChunkName: 'input-volume' */ './volume.js');
      return encodeVolume(image, input);
    }
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
