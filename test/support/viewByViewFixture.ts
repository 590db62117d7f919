import type { ModelManifest, ViewByViewGraph } from '../../core/src/contract/modelManifest.js';
import type { FloatTensor, ModelSession } from '../../core/src/inference/session.js';
import { manifestFixture } from './manifestFixture.js';

const file = (path: string) => ({ path, size: 1, sha256: '0'.repeat(64) });

/** `manifestFixture`, whose network reads its three planes one after the other. */
export function viewByViewFixture(trunks = 1): {
  readonly manifest: ModelManifest;
  readonly graph: ViewByViewGraph;
} {
  const graph: ViewByViewGraph = {
    kind: 'view-by-view',
    trunk: {
      graphs: Array.from({ length: trunks }, (_, n) => file(`trunk-${n + 1}.onnx`)),
      input: 'view',
      features: ['mean'],
      outputs: ['maps'],
    },
    fusion: file('fusion.onnx'),
    precision: 'fp32',
    opset: 17,
  };
  const manifest = manifestFixture();
  const featureMaps = [
    { input: 'images', maps: 'maps', weights: 'weights', method: 'cam' },
  ] as const;
  return {
    manifest: {
      ...manifest,
      outputs: { ...manifest.outputs, featureMaps: [...featureMaps] },
      graph,
    },
    graph,
  };
}

const DEVICE = { runtime: 'fake', runtimeVersion: '1', backend: 'cpu', name: 'CPU' };

/**
 * Gives a view's mean, and maps of 2 × 2 that hold it.
 *
 * @param onRun told the view's first value
 * @param scale of the mean, to tell trunks apart
 */
export function fakeTrunk(
  onRun: (first: number) => void = () => undefined,
  scale = 1,
  onRelease: () => void = () => undefined,
): ModelSession {
  return {
    device: DEVICE,
    run: ({ view }) => {
      const { data, dims } = view!;
      if (dims.join() !== '1,1,16,16') throw new RangeError(`a view of [${dims.join()}]`);
      onRun(data[0]!);
      const mean = (scale * data.reduce((sum, value) => sum + value, 0)) / data.length;
      return Promise.resolve({
        mean: tensor([1, 1], mean),
        maps: tensor([1, 1, 2, 2], mean, mean, mean, mean),
      });
    },
    release: () => Promise.resolve(onRelease()),
  };
}

/** p is half the mean of the views' means and half the first clinical value; a view alone gives its own mean. */
export function fakeFusion(): ModelSession {
  return {
    device: DEVICE,
    run: ({ mean, patient, images }) => {
      if (images) throw new RangeError('the fusion was given the views');
      const each = [...mean!.data];
      const all = each.reduce((sum, value) => sum + value, 0) / each.length;
      const p = (all + patient!.data[0]!) / 2;
      const rows = each.flatMap((value) => [value, value / 2]);
      return Promise.resolve({
        p: tensor([1, 2], p, p / 2),
        alone: tensor([1, 3, 2], ...rows),
        without: tensor([1, 3, 2], ...rows),
        weights: tensor([2, 3, 1], 1, 1, 1, 1, 1, 1),
      });
    },
    release: () => Promise.resolve(),
  };
}

export function tensor(dims: readonly number[], ...data: number[]): FloatTensor {
  return { dims, data: Float32Array.from(data) };
}
