import { MutationPredictionError } from '../errors.js';
import type { ModelManifest, TargetDefinition } from '../contract/modelManifest.js';
import { viewsInputOf } from '../inference/modelInputs.js';
import type { FloatTensor } from '../inference/session.js';
import type { ViewReading } from '../contract/progress.js';
import type { PredictedTarget, Status } from '../contract/prediction.js';
import { conformalSet, indeterminateRange, statusOfSet } from './conformalSet.js';

type Outputs = Readonly<Record<string, FloatTensor>>;

/**
 * Reads a model's output tensors into one prediction per target.
 *
 * @throws `inference-failed` when an output is missing, has another shape, or holds anything but
 *   probabilities
 */
export function readTargets(outputs: Outputs, manifest: ModelManifest): PredictedTarget[] {
  const { targets, outputs: names, inputs } = manifest;
  const planes = inputs.find((input) => input.kind === 'views')?.planes ?? [];
  const read = (name: string, dims: readonly number[]) =>
    readProbabilities(outputs, name, dims, manifest);
  const perView = [1, planes.length, targets.length];
  const probabilities = read(names.probabilities, [1, targets.length]);
  const alone = names.viewProbabilities && read(names.viewProbabilities, perView);
  const without = names.leaveOneViewOut && read(names.leaveOneViewOut, perView);
  const members = names.members && readMembers(outputs, names.members, manifest);

  return targets.map((target) => {
    const calibrated = (values: Float32Array, place: number) =>
      calibrate(values[place * targets.length + target.index]!, target.calibration);
    const probability = calibrated(probabilities, 0);
    const views = planes.map((plane, view) => ({
      plane,
      ...(alone && { probability: calibrated(alone, view) }),
      ...(without && { probabilityWithout: calibrated(without, view) }),
    }));
    const { conformal } = target;
    const set = conformal && conformalSet(probability, conformal);
    return {
      id: target.id,
      codes: {
        probability: target.probability,
        prediction: target.prediction,
        ...(target.gene && { gene: target.gene }),
      },
      probability,
      status: set ? statusOfSet(set) : statusOf(probability, target),
      threshold: target.threshold,
      ...(set && { set, indeterminate: indeterminateRange(conformal) }),
      ...(without && {
        uncertainty: rangeOf(
          [probability, ...views.map((view) => view.probabilityWithout ?? probability)],
          'leave-one-view-out-range',
        ),
      }),
      ...(members && {
        uncertainty: rangeOf(
          members.map((values) => calibrated(values, 0)),
          'members-range',
        ),
      }),
      ...((alone || without) && { views }),
    };
  });
}

/** What the first `done` views say, each alone; errors as {@link readTargets}. */
export function readViews(
  viewProbabilities: FloatTensor,
  done: number,
  manifest: ModelManifest,
): ViewReading[] {
  const { targets, outputs } = manifest;
  const { planes } = viewsInputOf(manifest);
  const name = outputs.viewProbabilities!;
  const dims = [1, planes.length, targets.length];
  const values = readProbabilities({ [name]: viewProbabilities }, name, dims, manifest);
  return planes.slice(0, done).map((plane, view) => ({
    plane,
    targets: targets.map(({ id, index, calibration }) => ({
      id,
      probability: calibrate(values[view * targets.length + index]!, calibration),
    })),
  }));
}

/** Of a model that claims no sets: at or above the threshold mutant, else wild type. */
export function statusOf(
  probability: number,
  { threshold }: Pick<TargetDefinition, 'threshold'>,
): Status {
  return probability >= threshold ? 'mutant' : 'wild-type';
}

/** Platt scaling of a probability; those of 0 and 1 stay. */
function calibrate(probability: number, calibration: TargetDefinition['calibration']): number {
  if (!calibration || probability <= 0 || probability >= 1) return probability;
  const { slope, intercept } = calibration;
  const logit = Math.log(probability / (1 - probability));
  return 1 / (1 + Math.exp(-(slope * logit + intercept)));
}

/** How far the probability moves when any one view is taken away, or from member to member. */
function rangeOf(
  probabilities: readonly number[],
  method: NonNullable<PredictedTarget['uncertainty']>['method'],
): NonNullable<PredictedTarget['uncertainty']> {
  return { lower: Math.min(...probabilities), upper: Math.max(...probabilities), method };
}

/** One vector of targets for each member of an ensemble. */
function readMembers(outputs: Outputs, name: string, manifest: ModelManifest): Float32Array[] {
  const targets = manifest.targets.length;
  const count = outputs[name]?.dims[0] ?? 0;
  const all = readProbabilities(outputs, name, [count, targets], manifest);
  return Array.from({ length: count }, (_, member) =>
    all.subarray(member * targets, (member + 1) * targets),
  );
}

function readProbabilities(
  outputs: Outputs,
  name: string,
  dims: readonly number[],
  { id }: ModelManifest,
): Float32Array {
  const tensor = outputs[name];
  const of = { model: id, output: name };
  if (!tensor) throw new MutationPredictionError('inference-failed.no-output', of);
  if (tensor.dims.join() !== dims.join()) {
    throw new MutationPredictionError('inference-failed.output-shape', {
      ...of,
      found: tensor.dims.join(', '),
      expected: dims.join(', '),
    });
  }
  if (!tensor.data.every((value) => value >= 0 && value <= 1)) {
    throw new MutationPredictionError('inference-failed.no-probabilities', of);
  }
  return tensor.data;
}
