import type { Code } from '../../contract/modelManifest.js';
import type { ExtractedFeature } from '../../radiomics/extractedFeatures.js';
import type {
  IbsiDiscretisation,
  IbsiParameters,
  IbsiSettings,
} from '../../radiomics/ibsi/ibsiParameters.js';
import { ibsiConfigurationOf } from '../../radiomics/ibsi/ibsiParameters.js';
import type { IbsiFeature, IbsiTerm, IbsiUnit } from '../../radiomics/ibsi/ibsiTerms.js';
import { ibsiFeatureInfo } from '../../radiomics/ibsi/ibsiTerms.js';
import { CODES } from '../content/codes.js';
import type { RadiomicMeasurement } from '../reportedLesion.js';

const ucum = (value: string, meaning: string): Code => ({ value, scheme: 'UCUM', meaning });

const UNITS: Readonly<Record<IbsiUnit, Code>> = {
  mm: CODES.millimetre,
  'mm²': ucum('mm2', 'square millimeter'),
  'mm³': CODES.cubicMillimetre,
  'mm⁻¹': ucum('/mm', 'per millimeter'),
  HU: ucum("[hnsf'U]", 'Hounsfield unit'),
  'HU²': ucum("[hnsf'U]2", 'square Hounsfield unit'),
  'HU·mm³': ucum("[hnsf'U].mm3", 'Hounsfield unit cubic millimeter'),
};

/** Which share of volume or intensity is meant, where one code is for every share. */
const FRACTIONS: Readonly<Partial<Record<IbsiFeature, string>>> = {
  ivh_v10: 'intensityFraction=0.1',
  ivh_v90: 'intensityFraction=0.9',
  ivh_i10: 'volumeFraction=0.1',
  ivh_i90: 'volumeFraction=0.9',
  ivh_diff_v10_v90: 'intensityFractions=0.1,0.9',
  ivh_diff_i10_i90: 'volumeFractions=0.1,0.9',
};

/** A value under IBSI's code. */
export function ibsiMeasurement({
  feature,
  term: [code, meaning, unit],
  value,
  settings,
}: Pick<RadiomicMeasurement, 'feature' | 'value' | 'settings'> & {
  readonly term: IbsiTerm;
}): RadiomicMeasurement {
  return {
    feature,
    concept: { value: code, scheme: 'IBSI', meaning },
    value,
    unit: unit ? UNITS[unit] : CODES.noUnits,
    settings,
  };
}

/** The features of the profile `ibsi` that have a value, each with the whole of its processing. */
export function ibsiMeasurements(
  features: readonly ExtractedFeature[],
  { profile, setting }: IbsiParameters,
): RadiomicMeasurement[] {
  const processing = [`profile=${profile}`, `processing=${describe(setting).join('; ')}`];
  return features.flatMap(({ name, value }) => {
    if (!Number.isFinite(value)) return [];
    const { feature, code, title, unit, aggregation } = ibsiFeatureInfo(name, setting);
    const fraction = FRACTIONS[feature];
    return ibsiMeasurement({
      feature: name,
      term: [code, title, unit],
      value,
      settings: [
        ...(aggregation ? [`aggregation=${aggregation.code}`] : []),
        ...(fraction ? [fraction] : []),
        ...processing,
      ],
    });
  });
}

/**
 * Every step of the processing, since IBSI has no defaults. One text holds them all: hundreds of features
 * with a content item for each step make a report that validators run out of memory on.
 */
function describe(setting: IbsiSettings): string[] {
  const configuration = ibsiConfigurationOf(setting);
  const { spacingMm, interpolation, roundIntensities, resegmentRange, outlierSigma } = setting;
  return [
    ...(configuration ? [`configuration ${configuration}`] : []),
    ...(spacingMm
      ? [
          `spacingMm ${spacingMm.join(',')}`,
          `interpolation ${interpolation}`,
          `roundIntensities ${roundIntensities}`,
        ]
      : ['interpolation none']),
    `resegmentRange ${resegmentRange?.join(',') ?? 'none'}`,
    `outlierSigma ${outlierSigma ?? 'none'}`,
    `discretisation ${bins(setting.discretisation)}`,
    `volumeHistogram ${setting.volumeHistogram ? bins(setting.volumeHistogram) : 'none'}`,
  ];
}

const bins = (discretisation: IbsiDiscretisation): string =>
  'binWidth' in discretisation
    ? `binWidth ${discretisation.binWidth}`
    : `binCount ${discretisation.binCount}`;
