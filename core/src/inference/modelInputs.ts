import { MutationPredictionError } from '../errors.js';
import type {
  ClinicalInput,
  ModelInput,
  ModelManifest,
  ViewsInput,
} from '../contract/modelManifest.js';

/** @throws `model-invalid` when the model takes no views */
export function viewsInputOf(manifest: ModelManifest): ViewsInput {
  const input = manifest.inputs.find((candidate) => candidate.kind === 'views');
  if (!input) {
    throw new MutationPredictionError('model-invalid.no-views', { model: manifest.id });
  }
  return input;
}

/** `undefined` for a model that uses the image alone. */
export function clinicalInputOf(manifest: ModelManifest): ClinicalInput | undefined {
  return manifest.inputs.find((candidate) => candidate.kind === 'clinical');
}

/** Shape of the tensor that an input becomes. */
export function tensorDims(input: ModelInput): readonly number[] {
  switch (input.kind) {
    case 'views':
      return [1, input.planes.length, input.resize.size, input.resize.size];
    case 'volume': {
      if (input.resize) {
        return [1, 1, input.resize.depth, input.resize.rows, input.resize.columns];
      }
      // The manifest's schema lets only a centred crop go without a resize.
      const size = input.crop.kind === 'centred' ? input.crop.size : 0;
      return [1, 1, size, size, size];
    }
    case 'patch':
      return [1, 1, input.size, input.size];
    case 'slices':
      return [1, input.count, input.size, input.size];
    case 'radiomics':
      return [1, input.features.length];
    case 'clinical':
      return [1, input.fields.length];
  }
}
