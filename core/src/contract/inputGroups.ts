import type { ModelInput } from './modelManifest.js';

/** What of a lesion and its patient a model goes by, in the order in which it is told. */
export const INPUT_GROUPS = ['image', 'radiomics', 'ring', 'clinical'] as const;
export type InputGroup = (typeof INPUT_GROUPS)[number];

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
