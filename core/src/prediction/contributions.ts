import type { InputGroup } from '../contract/inputGroups.js';
import { groupOf, groupsOf } from '../inputs/groupOf.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { PredictedTarget } from '../contract/prediction.js';
import { throwIfCancelled } from '../errors.js';
import type { FloatTensor, ModelSession } from '../inference/session.js';
import { referenceOf } from '../inputs/referenceInputs.js';
import { readTargets } from './targetOutputs.js';

type Tensors = Readonly<Record<string, FloatTensor>>;

/** Probabilities nearer to 0 and 1 than this count as this: float32 tells no more. */
const NEAREST = 1e-6;

/**
 * Adds to each target what each group of inputs contributes: its log odds less those with the whole group
 * at its reference (`referenceOf`), everything else as it is. Groups that act together count for each of
 * them, so contributions need not add up to the log odds.
 *
 * The network runs once for every group, one after the other: graphs have static shapes of one case.
 *
 * @param targets of a run on `tensors`
 * @throws `inference-failed`, `cancelled`
 */
export async function withContributions(
  targets: readonly PredictedTarget[],
  tensors: Tensors,
  { manifest, session }: { readonly manifest: ModelManifest; readonly session: ModelSession },
  signal?: AbortSignal,
): Promise<PredictedTarget[]> {
  const { probabilities } = manifest.outputs;
  const alone = { ...manifest, outputs: { probabilities } };
  const without = new Map<InputGroup, readonly PredictedTarget[]>();
  for (const group of groupsOf(manifest.inputs)) {
    const given = { ...tensors, ...referencesOf(manifest, group) };
    const outputs = await session.run(given, signal, [probabilities]);
    throwIfCancelled(signal);
    without.set(group, readTargets(outputs, alone));
  }
  return targets.map((target, n) => {
    const usual = manifest.targets.find(({ id }) => id === target.id)?.usualChanges;
    const contributions = [...without].map(([group, found]) => {
      const mean = usual?.[group];
      return {
        group,
        change: logOdds(target.probability) - logOdds(found[n]!.probability),
        ...(mean !== undefined && { usual: mean }),
      };
    });
    return { ...target, contributions };
  });
}

function referencesOf({ inputs }: ModelManifest, group: InputGroup): Tensors {
  const own = inputs.filter((input) => groupOf(input) === group);
  return Object.fromEntries(own.map((input) => [input.tensor, referenceOf(input)]));
}

function logOdds(probability: number): number {
  const inside = Math.min(Math.max(probability, NEAREST), 1 - NEAREST);
  return Math.log(inside / (1 - inside));
}
