import * as z from 'zod';

/**
 * What limits a prediction, or is why one is withheld (`WARNING_LEVELS`). Shown next to what it limits, kept
 * in the SR.
 */
export const warningCodeSchema = z.enum([
  'not-from-patients',
  'demonstration-weights',
  'shown-although-withheld',
  // whether it is a lung lesion at all
  'other-structure',
  'implausible-hu',
  'outside-lung',
  'contours-on-air',
  'contours-on-bone',
  'contours-on-lung',
  'outside-field',
  'coded-otherwise',
  'little-lung',
  'little-tissue',
  'dense-parts',
  'blood-density',
  'unusual-lung',
  // what the model makes of it
  'lesion-exceeds-field',
  'lesion-touches-field',
  'lesion-small',
  'lesion-few-slices',
  'lesion-in-parts',
  'thick-slices',
  'not-chest',
  'contrast-unknown',
  'clinical-missing',
  'radiomics-missing',
  'unlike-training-data',
  'segmentation-resampled',
  'contours-overlap',
  'other-ct',
  'other-patient',
  'device-fallback',
]);
export type WarningCode = z.infer<typeof warningCodeSchema>;

export const warningSchema = z.object({
  code: warningCodeSchema,
  /** One plain sentence with the number that matters, in English. */
  message: z.string().min(1),
  /** As `levelOf` says of every warning. Not stored in a report. */
  level: z.enum(['note', 'caution', 'withhold']).optional(),
  /** Which of the code's sentences it is, where there are several. */
  reason: z.string().optional(),
  /**
   * What its sentence in any language shows (`wordsOfWarning`). Neither is stored in a report, which
   * is in English: a warning that was read from one has its message only.
   */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Warning = z.infer<typeof warningSchema>;
