import type {
  FeatureParameters,
  IbsiParameters,
  RadiomicsParameters,
} from '@mutation-prediction/core';
import { ibsiConfigurationOf, isIbsi } from '@mutation-prediction/core';

/** The parameters as a file for `--params` of the command line; PyRadiomics reads those of its own. */
export function parameterFile(parameters: FeatureParameters): string {
  return isIbsi(parameters) ? ibsiFile(parameters) : pyradiomicsFile(parameters);
}

/** An empty list of features means all of a class. */
function pyradiomicsFile({ setting, imageType, featureClass }: RadiomicsParameters): string {
  const classes = Object.entries(featureClass).map(
    ([key, names]) => [key, names === 'all' ? [] : names] as const,
  );
  return [
    ...part('setting', setting),
    ...part('imageType', imageType),
    ...part('featureClass', Object.fromEntries(classes)),
    '',
  ].join('\n');
}

/** Every setting, though a configuration implies them: a reader sees what was done. */
function ibsiFile({ setting }: IbsiParameters): string {
  const configuration = ibsiConfigurationOf(setting);
  return [
    '# mutation-prediction radiomics --profile ibsi --params',
    ...(configuration ? [`configuration: ${configuration}`] : []),
    ...part('setting', { ...setting }),
    '',
  ].join('\n');
}

function part(title: string, values: Readonly<Record<string, unknown>>): string[] {
  return [
    `${title}:`,
    // JSON on one line is YAML too.
    ...Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
  ];
}
