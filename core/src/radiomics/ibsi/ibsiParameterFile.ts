import { parse } from 'yaml';
import { z } from 'zod';
import { invalidParameters, notYaml } from '../parameters/invalidParameters.js';
import { IBSI_CONFIGURATIONS, type IbsiParameters, type IbsiSettings } from './ibsiParameters.js';

const positive = z.number().positive();
const spacing = z.number().min(0);
const discretisation = z.union([
  z.strictObject({ binWidth: positive }),
  z.strictObject({ binCount: z.number().int().positive() }),
]);
const fileSchema = z.strictObject({
  configuration: z.enum(['A', 'B', 'C', 'D', 'E']).default('C'),
  setting: z
    .strictObject({
      spacingMm: z.tuple([spacing, spacing, spacing]).nullable(),
      interpolation: z.enum(['linear', 'cubic']),
      roundIntensities: z.boolean(),
      resegmentRange: z
        .union([z.tuple([z.number()]), z.tuple([z.number(), z.number()])])
        .nullable(),
      outlierSigma: positive.nullable(),
      discretisation,
      volumeHistogram: discretisation.nullable(),
      textures: z.array(z.enum(['2D', '2_5D', '3D'])).min(1),
    })
    .partial()
    .default({}),
});

/**
 * Reads a parameter file of the profile `ibsi`: one of the initiative's configurations (C by default),
 * and the settings that differ from it.
 *
 * @param name names the file in errors
 * @throws `invalid-parameters`
 */
export function readIbsiParameterFile(yaml: string, name: string): IbsiParameters {
  let content: unknown;
  try {
    content = parse(yaml) ?? {};
  } catch (cause) {
    throw notYaml(name, cause);
  }
  const result = fileSchema.safeParse(content);
  if (!result.success) throw invalidParameters(name, result.error);
  const { configuration, setting } = result.data;
  const given = Object.fromEntries(
    Object.entries(setting).filter(([, value]) => value !== undefined),
  ) as Partial<IbsiSettings>;
  return { profile: 'ibsi', setting: { ...IBSI_CONFIGURATIONS[configuration], ...given } };
}
