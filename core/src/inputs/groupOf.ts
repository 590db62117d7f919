import { INPUT_GROUPS, type InputGroup } from '../contract/inputGroups.js';
import type { ModelInput } from '../contract/modelManifest.js';

/** Features of the lesion and of the ring around it are groups of their own. */
export function groupOf(input: ModelInput): InputGroup {
  switch (input.kind) {
    case 'views':
    case 'volume':
    case 'patch':
    case 'slices':
      return 'image';
    case 'radiomics':
      return input.roi.kind === 'ring' ? 'ring' : 'radiomics';
    case 'clinical':
      return 'clinical';
  }
}

/** Those that a model has, in the order of INPUT_GROUPS. */
export function groupsOf(inputs: readonly ModelInput[]): InputGroup[] {
  const there = new Set(inputs.map(groupOf));
  return INPUT_GROUPS.filter((group) => there.has(group));
}
