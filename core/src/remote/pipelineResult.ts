import * as z from 'zod';
import type { ClinicalInputs } from '../contract/clinical.js';
import { clinicalNameSchema, clinicalSchema } from '../contract/clinical.js';
import { contributionSchema } from '../contract/contributions.js';
import { deviceSchema } from '../contract/device.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import {
  likenessSchema,
  modelIdentitySchema,
  predictedTargetSchema,
} from '../contract/prediction.js';
import { warningSchema } from '../contract/warning.js';
import { MutationPredictionError } from '../errors.js';
import { mapsOf, type ActivationMaps } from '../inference/activationMaps.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import { clinicalInputOf } from '../inference/modelInputs.js';
import { checkModelStatus } from '../prediction/inputChecks.js';
import { warningsOfMissing } from '../prediction/missingClinical.js';
import type { ModelRun } from '../prediction/runModel.js';
import {
  activationMapsOutput,
  CONTRIBUTIONS_OUTPUT,
  PREDICTION_OUTPUT,
  VIEWS_OUTPUT,
} from './pipelineTensors.js';
import type { PipelineTensor, WireTensor } from './wireTensor.js';
import {
  jsonTensor,
  numberTensor,
  readFloat32,
  readJson,
  tensorNamed,
  UnreadableTensor,
} from './wireTensor.js';

/**
 * The output `prediction`: what a model says of inputs, whoever's they are. Bump `schemaVersion` when a
 * reader of old answers would err.
 */
export const pipelineResultSchema = z.object({
  schemaVersion: z.literal(1),
  targets: z.array(predictedTargetSchema).min(1),
  likeness: likenessSchema.optional(),
  clinical: z.object({ used: clinicalSchema, missing: z.array(clinicalNameSchema) }),
  model: modelIdentitySchema,
  device: deviceSchema,
  /** Wall time: `views` (the network's tensors), `run` (network). */
  timingsMs: z.object({ views: z.number(), run: z.number() }),
  /**
   * By what they are about. Those of the CT and of the lesion are not here: only who has these can
   * check them.
   */
  warnings: z.object({
    model: z.array(warningSchema),
    clinical: z.array(warningSchema),
    run: z.array(warningSchema),
  }),
});
export type PipelineResult = z.infer<typeof pipelineResultSchema>;

/** The output `contributions`. */
const contributionsSchema = z.object({
  targets: z.array(z.object({ id: z.string(), contributions: z.array(contributionSchema) })),
});

/**
 * @param clinical that the model was told
 * @param wanted names of outputs, each one that the run has
 */
export function encodePipelineResult(
  run: ModelRun,
  clinical: ClinicalInputs,
  manifest: ModelManifest,
  wanted: readonly string[],
): PipelineTensor[] {
  return wanted.map((name) => {
    if (name === PREDICTION_OUTPUT) return jsonTensor(name, asPlainData(run, clinical, manifest));
    if (name === CONTRIBUTIONS_OUTPUT) {
      const targets = run.targets.map(({ id, contributions = [] }) => ({ id, contributions }));
      return jsonTensor(name, { targets });
    }
    if (name === VIEWS_OUTPUT && run.viewHu) {
      const views = manifest.inputs.find((input) => input.kind === 'views')!;
      const { planes, resize } = views;
      return numberTensor(name, [planes.length, resize.size, resize.size], run.viewHu);
    }
    const maps = run.activationMaps.find(({ input }) => activationMapsOutput(input) === name);
    if (!maps) throw new RangeError(`The run of ${manifest.id} has no "${name}".`);
    return numberTensor(name, [maps.targets.length, maps.images, ...maps.size], maps.data);
  });
}

function asPlainData(
  run: ModelRun,
  known: ClinicalInputs,
  manifest: ModelManifest,
): PipelineResult {
  const input = clinicalInputOf(manifest);
  const { used = {}, missing = [] } = input ? encodeClinical(known, input) : {};
  const status = checkModelStatus(manifest);
  return {
    schemaVersion: 1,
    targets: run.targets.map(withoutContributions),
    ...(run.likeness && { likeness: run.likeness }),
    clinical: { used, missing: missing.map(({ name }) => name) },
    model: run.model,
    device: run.device,
    timingsMs: run.timingsMs,
    warnings: {
      model: status ? [status] : [],
      clinical: warningsOfMissing(missing),
      run: [...run.warnings],
    },
  };
}

/** They are an output of their own. */
function withoutContributions(target: ModelRun['targets'][number]): ModelRun['targets'][number] {
  const rest = { ...target };
  delete rest.contributions;
  return rest;
}

/**
 * The inverse of {@link encodePipelineResult}, of the outputs that are there.
 *
 * @throws `inference-failed` when this is no result of the model
 */
export function decodePipelineResult(
  received: readonly WireTensor[],
  manifest: ModelManifest,
): ModelRun {
  try {
    const { targets, likeness, model, device, timingsMs, warnings } = readResult(received);
    return {
      targets: withContributions(targets, received),
      ...(likeness && { likeness }),
      model,
      device,
      timingsMs,
      warnings: warnings.run,
      ...readViews(received, manifest),
      activationMaps: readMaps(received, manifest),
    };
  } catch (error) {
    if (error instanceof UnreadableTensor) throw noResult(manifest.id, error);
    throw error;
  }
}

function readResult(received: readonly WireTensor[]): PipelineResult {
  const parsed = pipelineResultSchema.safeParse(readJson(tensorNamed(received, PREDICTION_OUTPUT)));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UnreadableTensor(`"${PREDICTION_OUTPUT}" is no result (${problems[0]})`);
}

function withContributions(
  targets: PipelineResult['targets'],
  received: readonly WireTensor[],
): PipelineResult['targets'] {
  const tensor = received.find(({ name }) => name === CONTRIBUTIONS_OUTPUT);
  if (!tensor) return targets;
  const parsed = contributionsSchema.safeParse(readJson(tensor));
  if (!parsed.success) throw new UnreadableTensor(`"${CONTRIBUTIONS_OUTPUT}" tells of none`);
  const told = new Map(parsed.data.targets.map(({ id, contributions }) => [id, contributions]));
  return targets.map((target) => {
    const contributions = told.get(target.id);
    return contributions ? { ...target, contributions } : target;
  });
}

function readViews(received: readonly WireTensor[], { inputs }: ModelManifest) {
  const input = inputs.find((candidate) => candidate.kind === 'views');
  const views = received.find(({ name }) => name === VIEWS_OUTPUT);
  if (!input || !views) return {};
  const { planes, resize } = input;
  return { viewHu: readFloat32(views, [planes.length, resize.size, resize.size]) };
}

function readMaps(received: readonly WireTensor[], manifest: ModelManifest): ActivationMaps[] {
  return (manifest.outputs.featureMaps ?? []).flatMap((definition) => {
    const tensor = received.find(({ name }) => name === activationMapsOutput(definition.input));
    if (!tensor) return [];
    const [, images = 0, ...size] = tensor.shape;
    const data = readFloat32(tensor, [manifest.targets.length, -1, ...size.map(() => -1)]);
    return mapsOf(definition, manifest, { images, size, data });
  });
}

function noResult(model: string, cause: UnreadableTensor): MutationPredictionError {
  const problem = cause.message;
  return new MutationPredictionError('inference-failed.no-result', { model, problem }, { cause });
}
