import type { ModelInput } from '../contract/modelManifest.js';
import type { FloatTensor } from '../inference/session.js';
import { tensorDims } from '../inference/modelInputs.js';
import { normalise } from './normalise.js';

/**
 * What an input is where it tells nothing, as its contribution is measured against: an image as if all of
 * it lay outside the CT, features as if they were no numbers, clinical values as if they were unknown. All
 * of these the manifest states, and all but the first the network was trained with.
 */
export function referenceOf(input: ModelInput): FloatTensor {
  const dims = tensorDims(input);
  const data = new Float32Array(dims.reduce((product, length) => product * length, 1));
  switch (input.kind) {
    case 'views':
      return { dims, data: data.fill(normalise([input.cube.outsideHu], input)[0]!) };
    case 'volume':
    case 'patch':
      return { dims, data: data.fill(normalise([input.outsideHu], input)[0]!) };
    case 'slices':
      // Voxels outside the image are 0.
      return { dims, data };
    case 'radiomics':
      data.set(input.features.map(({ missing }) => missing));
      return { dims, data };
    case 'clinical':
      data.set(input.fields.map(({ missing }) => missing));
      return { dims, data };
  }
}
