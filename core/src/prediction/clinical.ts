import * as z from 'zod';

/** Clinical inputs as asked in the panel and on the command line. */
export const sexSchema = z.enum(['F', 'M', 'O']);
export const smokingSchema = z.enum(['never', 'former', 'current']);
export type Sex = z.infer<typeof sexSchema>;
export type Smoking = z.infer<typeof smokingSchema>;

/** Values known about the patient; an absent key is "not known", never a guess. */
export const clinicalSchema = z.object({
  ageYears: z.number().min(0).max(130).optional(),
  sex: sexSchema.optional(),
  smoking: smokingSchema.optional(),
});
export type ClinicalInputs = z.infer<typeof clinicalSchema>;
