import * as z from 'zod';
import type { ModelInput } from './modelManifest.js';

/** What of a lesion and its patient a model goes by, in the order in which it is told. */
export const INPUT_GROUPS = ['image', 'radiomics', 'ring', 'clinical'] as const;
export const inputGroupSchema = z.enum(INPUT_GROUPS);
export type InputGroup = z.infer<typeof inputGroupSchema>;

/** What one group of inputs does to the log odds of a target. */
export const contributionSchema = z.object({
  group: inputGroupSchema,
  /** Log odds of the prediction less those with the whole group at its reference. */
  change: z.number(),
  /** What the same comes to on average; absent where the package does not tell. */
  usual: z.number().optional(),
});
export type Contribution = z.infer<typeof contributionSchema>;

/** The means of `change` over cases like the training ones, for one target. */
export const usualChangesSchema = z.object({
  /** Over how many cases. */
  cases: z.number().int().positive(),
  image: z.number().optional(),
  radiomics: z.number().optional(),
  ring: z.number().optional(),
  clinical: z.number().optional(),
});

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
