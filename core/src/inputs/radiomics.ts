import { cropMask, cropVolume } from '../imaging/crop.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Mask } from '../imaging/volume.js';
import type { RadiomicFeaturesInput } from '../contract/modelManifest.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { extractRadiomics } from '../radiomics/extractRadiomics.js';
import type { ExtractedFeatures } from '../radiomics/extractedFeatures.js';
import type { RadiomicsInput } from '../radiomics/jobs/jobs.js';
import { radiomicsParameters } from '../radiomics/parameters/parameterSchema.js';
import { peritumoralRing } from '../radiomics/roi/ring.js';
import { widenedByMm } from './boxes.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { neededParameters } from './neededParameters.js';

/** Takes features of a ROI; may do so in other threads. */
export type RadiomicsExtractor = (
  input: RadiomicsInput,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  },
) => Promise<ExtractedFeatures>;

export interface RadiomicsEncodingOptions {
  readonly signal?: AbortSignal;
  /** On the calling thread by default. */
  readonly extract?: RadiomicsExtractor;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * The network's radiomic features, float32 [1, features]: (value − offset) · scale, in the manifest's
 * order.
 *
 * @throws `unsuitable-roi`, `invalid-parameters`, `cancelled`
 */
export async function encodeRadiomics(
  image: LesionImage,
  input: RadiomicFeaturesInput,
  { extract = extractHere, ...options }: RadiomicsEncodingOptions = {},
): Promise<EncodedInput> {
  const parameters = neededParameters(
    radiomicsParameters(input.parameters, 'model.json'),
    input.features.map(({ name }) => name),
  );
  const { features } = await extract({ ...roiOf(image, input), parameters }, options);
  const values = new Map(features.map(({ name, value }) => [name, value]));
  const scaled = input.features.map(
    ({ name, offset, scale }) => ((values.get(name) ?? NaN) - offset) * scale,
  );
  const unknown = input.features.filter((_, n) => !Number.isFinite(scaled[n]));
  return {
    tensor: {
      data: Float32Array.from(scaled, (value, n) =>
        Number.isFinite(value) ? value : input.features[n]!.missing,
      ),
      dims: [1, scaled.length],
    },
    warnings: unknown.length > 0 ? [missingFeatures(input, unknown)] : [],
  };
}

/** The CT around the lesion and the voxels to take features of. */
function roiOf(
  { region, regionMask }: LesionImage,
  { contextMm, roi }: RadiomicFeaturesInput,
): Omit<RadiomicsInput, 'parameters'> {
  const box = runsBox(maskRuns(regionMask));
  if (!box) throw new RangeError('The region holds no voxel of the lesion.');
  const around = widenedByMm(region.grid, box, contextMm);
  const lesion: Mask = cropMask(regionMask, around);
  return {
    image: cropVolume(region, around),
    mask: roi.kind === 'ring' ? peritumoralRing(lesion, roi.widthMm) : lesion,
  };
}

function missingFeatures(
  { features }: RadiomicFeaturesInput,
  unknown: RadiomicFeaturesInput['features'],
): Warning {
  const missing = { missing: unknown.length, count: features.length, feature: unknown[0]!.name };
  const others = unknown.length - 1;
  return others > 0
    ? warningOf('radiomics-missing.features', { ...missing, others })
    : warningOf('radiomics-missing.feature', missing);
}

const extractHere: RadiomicsExtractor = ({ image, mask, parameters }, options) =>
  Promise.resolve().then(() => extractRadiomics(image, mask, parameters, options));
