import { MutationPredictionError } from '../errors.js';
import type { ClinicalInput, ModelManifest, ViewsInput } from './modelManifest.js';

/** @throws `model-invalid` when the model takes no views */
export function viewsInputOf(manifest: ModelManifest): ViewsInput {
  const input = manifest.inputs.find((candidate) => candidate.kind === 'views');
  if (!input) {
    throw new MutationPredictionError(
      'model-invalid',
      `The model ${manifest.id} takes no views of the lesion.`,
      'Choose a model package that was made for this version.',
    );
  }
  return input;
}

/** `undefined` for a model that uses the image alone. */
export function clinicalInputOf(manifest: ModelManifest): ClinicalInput | undefined {
  return manifest.inputs.find((candidate) => candidate.kind === 'clinical');
}
