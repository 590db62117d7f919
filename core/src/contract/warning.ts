import * as z from 'zod';

/** Input checks that limit, but do not forbid, a prediction. Shown next to what they limit, kept in the SR. */
export const warningCodeSchema = z.enum([
  'demonstration-weights',
  'lesion-exceeds-field',
  'lesion-touches-field',
  'lesion-small',
  'lesion-few-slices',
  'lesion-in-parts',
  'thick-slices',
  'not-chest',
  'implausible-hu',
  'contrast-unknown',
  'clinical-missing',
  'radiomics-missing',
  'unlike-training-data',
  'segmentation-resampled',
  'device-fallback',
]);
export type WarningCode = z.infer<typeof warningCodeSchema>;

export const warningSchema = z.object({
  code: warningCodeSchema,
  /** One plain sentence with the number that matters, in English. */
  message: z.string().min(1),
  /** Which of the code's sentences it is, where there are several. */
  reason: z.string().optional(),
  /**
   * What its sentence in any language shows (`wordsOfWarning`). Neither is stored in a report, which
   * is in English: a warning that was read from one has its message only.
   */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Warning = z.infer<typeof warningSchema>;
