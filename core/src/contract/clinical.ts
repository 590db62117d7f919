import * as z from 'zod';

/** Clinical inputs as asked in the panel and on the command line. */
export const sexSchema = z.enum(['F', 'M', 'O']);
export const smokingSchema = z.enum(['never', 'former', 'current']);
export const yesNoSchema = z.enum(['yes', 'no']);
export const lobeSchema = z.enum(['RUL', 'RML', 'RLL', 'LUL', 'LLL']);
/** Known only after resection: atypical hyperplasia, in situ, minimally invasive, invasive. */
export const invasiveDegreeSchema = z.enum(['AAH', 'AIS', 'MIA', 'IAC']);
export const densitySchema = z.enum(['pGGN', 'mGGN', 'solid']);
export type Sex = z.infer<typeof sexSchema>;
export type Smoking = z.infer<typeof smokingSchema>;

/** Values known about the patient; an absent key is "not known", never a guess. */
export const clinicalSchema = z.object({
  ageYears: z.number().min(0).max(130).optional(),
  sex: sexSchema.optional(),
  smoking: smokingSchema.optional(),
  heightCm: z.number().min(30).max(250).optional(),
  weightKg: z.number().min(1).max(500).optional(),
  /** Lung cancer among first-degree relatives. */
  familyHistory: yesNoSchema.optional(),
  /** TNM stage group, I to IV as 1 to 4. */
  stage: z.number().int().min(1).max(4).optional(),
  lobe: lobeSchema.optional(),
  invasiveDegree: invasiveDegreeSchema.optional(),
  /** Pure or mixed ground glass, or solid. */
  density: densitySchema.optional(),
  vacuole: yesNoSchema.optional(),
});
export type ClinicalInputs = z.infer<typeof clinicalSchema>;

/** Clinical values by the names that model packages, reports and warnings use. */
export const clinicalNameSchema = z.enum([
  'age',
  'sex',
  'smoking',
  'height',
  'weight',
  'familyHistory',
  'stage',
  'lobe',
  'invasiveDegree',
  'density',
  'vacuole',
]);
export type ClinicalName = z.infer<typeof clinicalNameSchema>;
