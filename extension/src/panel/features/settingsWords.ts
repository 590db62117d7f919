import type { LesionFeatures } from '../state/featuresState.js';
import { say } from '../words.js';

/** What the values depend on beyond image and contours, in sentences: others must use the same. */
export function settingsWords({ parameters, spacingMm, voxelCount }: LesionFeatures): string[] {
  const { binWidth = 0, padDistance = 0, resampledPixelSpacing } = parameters.setting;
  const size = (mm: readonly number[]) => mm.map((edge) => Number(edge.toFixed(3))).join(' × ');
  const voxels = resampledPixelSpacing
    ? say('features.settings.resampled', {
        from: size(spacingMm),
        to: size(resampledPixelSpacing),
        count: voxelCount,
      })
    : say('features.settings.scanned', { size: size(spacingMm), count: voxelCount });
  const filters = Object.keys(parameters.imageType).some((type) => type !== 'Original');
  return [
    voxels,
    say('features.settings.bins', { width: binWidth }),
    ...(filters ? [say('features.settings.pad', { pad: padDistance })] : []),
  ];
}
