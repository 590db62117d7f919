import type { ModelManifest, ViewByViewGraph } from '../contract/modelManifest.js';
import { MutationPredictionError, throwIfCancelled } from '../errors.js';
import { viewsInputOf } from './modelInputs.js';
import type { FloatTensor, ModelSession } from './session.js';
import type { Trunks } from './trunks.js';

type Tensors = Readonly<Record<string, FloatTensor>>;

/**
 * A network in parts as one session: its trunk reads one view after the other, its fusion what the trunk found
 * in all of them. Activations are those of one view, and between views a run can be cancelled.
 *
 * What a run read in its views is kept as long as they are, so that contributions of other inputs cost no
 * second reading; with one trunk for all, a view that is like the one before it is not read again.
 *
 * @param graph the manifest's
 * @throws `model-invalid` where the manifest has no views
 */
export function viewByViewSession(
  manifest: ModelManifest,
  { trunk }: ViewByViewGraph,
  trunks: Trunks,
  fusion: ModelSession,
): ModelSession {
  const { tensor: viewsTensor, planes } = viewsInputOf(manifest);
  const { viewProbabilities } = manifest.outputs;
  const passedOn = trunk.outputs ?? [];
  const read = [...trunk.features, ...passedOn];
  const found = new WeakMap<FloatTensor, Tensors>();

  /** @param features of the views read so far; rows of the others are 0 */
  const fuse = (
    inputs: Tensors,
    features: Tensors,
    names: readonly string[],
    signal: AbortSignal | undefined,
  ) => {
    const others = Object.entries(inputs).filter(([name]) => name !== viewsTensor);
    const own = trunk.features.map((name) => [name, features[name]!] as const);
    return fusion.run(Object.fromEntries([...others, ...own]), signal, names);
  };

  const readViews = async (
    views: FloatTensor,
    signal: AbortSignal | undefined,
    onView: (done: number, features: Tensors) => Promise<void>,
  ): Promise<Tensors> => {
    const all: Record<string, FloatTensor> = {};
    let view: FloatTensor | undefined;
    let outputs: Tensors = {};
    for (let n = 0; n < planes.length; n++) {
      throwIfCancelled(signal);
      const before = view;
      view = viewOf(views, n);
      if (!before || trunk.graphs.length > 1 || !isAlike(view, before)) {
        const session = await trunks.of(n);
        outputs = await session.run({ [trunk.input]: view }, signal, read);
      }
      for (const name of read) {
        putRow(all, name, outputOf(outputs, name, manifest), n, planes.length);
      }
      if (n + 1 < planes.length) await onView(n + 1, all);
    }
    return all;
  };

  return {
    device: fusion.device,
    run: async (inputs, signal, names = outputNames(manifest), onViews) => {
      const tell = async (done: number, features: Tensors) => {
        if (!onViews) return;
        throwIfCancelled(signal);
        const progress = { done, total: planes.length };
        if (!viewProbabilities) return onViews(progress);
        const alone = await fuse(inputs, features, [viewProbabilities], signal);
        onViews({ ...progress, viewProbabilities: outputOf(alone, viewProbabilities, manifest) });
      };
      const views = inputs[viewsTensor]!;
      const features = found.get(views) ?? (await readViews(views, signal, tell));
      found.set(views, features);
      throwIfCancelled(signal);
      const ofFusion = names.filter((name) => !passedOn.includes(name));
      const fused = await fuse(inputs, features, ofFusion, signal);
      const own = passedOn.filter((name) => names.includes(name));
      return { ...fused, ...Object.fromEntries(own.map((name) => [name, features[name]!])) };
    },
    release: async () => {
      await trunks.release();
      await fusion.release();
    },
  };
}

/** All that a manifest names. */
export function outputNames({ outputs: { featureMaps = [], ...named } }: ModelManifest): string[] {
  return [
    ...Object.values(named),
    ...featureMaps.flatMap(({ maps, weights }) => [maps, weights]),
  ].filter((name) => name !== undefined);
}

/** View n of [1, views, size, size] as [1, 1, size, size]; a copy, for it may go to another thread. */
function viewOf({ data, dims: [, , rows, columns] }: FloatTensor, n: number): FloatTensor {
  const pixels = rows! * columns!;
  return { data: data.slice(n * pixels, (n + 1) * pixels), dims: [1, 1, rows!, columns!] };
}

function isAlike({ data }: FloatTensor, other: FloatTensor): boolean {
  return data.every((value, place) => value === other.data[place]);
}

/** Puts what one view gave, [1, …], into row n of [views, …]. */
function putRow(
  all: Record<string, FloatTensor>,
  name: string,
  { data, dims: [, ...rest] }: FloatTensor,
  n: number,
  total: number,
): void {
  const whole = (all[name] ??= {
    data: new Float32Array(total * data.length),
    dims: [total, ...rest],
  });
  whole.data.set(data, n * data.length);
}

function outputOf(outputs: Tensors, output: string, { id }: ModelManifest): FloatTensor {
  const tensor = outputs[output];
  if (tensor) return tensor;
  throw new MutationPredictionError('inference-failed.no-output', { model: id, output });
}
