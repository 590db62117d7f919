import { MutationPredictionError } from '../errors.js';
import type { FeatureMaps, ModelManifest } from '../contract/modelManifest.js';
import type { FloatTensor } from './session.js';

/**
 * Where a network looked: for each target and image (view, slice, patch or volume) the class-activation
 * map on the grid of the last convolution. Positive values speak for the target, in shares of its logit.
 */
export interface ActivationMaps {
  /** Tensor name of the image input that the maps lie on. */
  readonly input: string;
  readonly method: 'cam' | 'grad-cam';
  /** Target ids, in the order of the maps. */
  readonly targets: readonly string[];
  /** Targets whose map the package's own tests do not confirm; absent where it names none. */
  readonly unconfirmed?: readonly string[];
  readonly images: number;
  /** Rows and columns, or depth, rows and columns, of one map; it covers the whole image. */
  readonly size: readonly number[];
  /** float32 [targets, images, …size]. */
  readonly data: Float32Array;
}

/**
 * Σ weight · map over the channels (Zhou 2016; with gradients as weights, Selvaraju 2017, before its
 * ReLU).
 *
 * @throws `inference-failed` when an output is missing or has another shape
 */
export function readActivationMaps(
  outputs: Readonly<Record<string, FloatTensor>>,
  manifest: ModelManifest,
): ActivationMaps[] {
  const { id, outputs: names, targets } = manifest;
  return (names.featureMaps ?? []).map((definition) => {
    const { input, maps: mapsName, weights: weightsName } = definition;
    const maps = outputs[mapsName];
    const weights = outputs[weightsName];
    const [images = 0, channels = 0, ...size] = maps?.dims ?? [];
    const expected = [targets.length, images, channels].join();
    if (!maps || !weights || size.length < 2 || weights.dims.join() !== expected) {
      throw new MutationPredictionError('inference-failed.no-activation-maps', {
        model: id,
        input,
      });
    }
    const data = weightedMaps(maps.data, weights.data, targets.length, images, channels);
    return mapsOf(definition, manifest, { images, size, data });
  });
}

/** Maps of one image input, with what the package says of them. */
export function mapsOf(
  { input, method, unconfirmed }: FeatureMaps,
  { targets }: Pick<ModelManifest, 'targets'>,
  values: Pick<ActivationMaps, 'images' | 'size' | 'data'>,
): ActivationMaps {
  return {
    input,
    method,
    targets: [...targets].sort((a, b) => a.index - b.index).map(({ id }) => id),
    ...(unconfirmed && { unconfirmed }),
    ...values,
  };
}

function weightedMaps(
  maps: Float32Array,
  weights: Float32Array,
  targets: number,
  images: number,
  channels: number,
): Float32Array {
  const pixels = maps.length / (images * channels);
  const sums = new Float32Array(targets * images * pixels);
  for (let target = 0; target < targets; target++) {
    for (let image = 0; image < images; image++) {
      const into = (target * images + image) * pixels;
      for (let channel = 0; channel < channels; channel++) {
        const weight = weights[(target * images + image) * channels + channel]!;
        const from = (image * channels + channel) * pixels;
        for (let n = 0; n < pixels; n++) sums[into + n]! += weight * maps[from + n]!;
      }
    }
  }
  return sums;
}
