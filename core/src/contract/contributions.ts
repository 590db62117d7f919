import * as z from 'zod';
import { INPUT_GROUPS } from './inputGroups.js';

/** What one group of inputs does to the log odds of a target. */
export const contributionSchema = z.object({
  group: z.enum(INPUT_GROUPS),
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
