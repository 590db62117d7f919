import type { ModelInput } from '../contract/modelManifest.js';
import type { EncodedClinical } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import type { FloatTensor } from '../inference/session.js';
import { cutViews } from '../views/extractViews.js';
import { normaliseViews } from '../views/normaliseViews.js';
import type { SampledInputs } from './sampledInputs.js';

/** Everything a network is given, by the names of its tensors. */
export interface EncodedInputs {
  readonly tensors: Readonly<Record<string, FloatTensor>>;
  /** HU before clipping and normalisation, float32 [planes, size, size]; only of a model of views. */
  readonly viewHu?: Float32Array;
  /** Absent where no clinical value is asked for. */
  readonly clinical?: EncodedClinical;
}

/** Makes a network's inputs of what was taken of the CT by `sampleInputs` with the same `inputs`. */
export async function encodeInputs(
  { blocks, tensors: taken, clinical: known }: SampledInputs,
  inputs: readonly ModelInput[],
): Promise<EncodedInputs> {
  const tensors: Record<string, FloatTensor> = {};
  let viewHu: Float32Array | undefined;
  let clinical: EncodedClinical | undefined;
  for (const input of inputs) {
    const { tensor } = input;
    switch (input.kind) {
      case 'clinical':
        clinical = encodeClinical(known, input);
        tensors[tensor] = { data: clinical.values, dims: [1, clinical.values.length] };
        break;
      case 'views': {
        const { planes, resize } = input;
        viewHu = cutViews(blocks[tensor]!.data, input);
        tensors[tensor] = {
          data: normaliseViews({ hu: viewHu }, input),
          dims: [1, planes.length, resize.size, resize.size],
        };
        break;
      }
      case 'volume': {
        const { encodeBlock } = await import(/* webpackChunkName: 'input-volume' */ './volume.js');
        tensors[tensor] = encodeBlock(blocks[tensor]!, input);
        break;
      }
      default:
        tensors[tensor] = taken[tensor]!;
    }
  }
  return { tensors, ...(viewHu && { viewHu }), ...(clinical && { clinical }) };
}
