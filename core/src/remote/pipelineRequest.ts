import type { ClinicalInputs } from '../contract/clinical.js';
import { clinicalSchema } from '../contract/clinical.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { MutationPredictionError } from '../errors.js';
import type { FloatTensor } from '../inference/session.js';
import type { HuBlock, SampledInputs } from '../inputs/sampledInputs.js';
import { pipelineInput, pipelineInputs, REGION_INPUT } from './pipelineTensors.js';
import type { PipelineTensor, WireTensor } from './wireTensor.js';
import {
  jsonTensor,
  numberTensor,
  readFloat32,
  readInt16,
  readJson,
  tensorNamed,
  UnreadableTensor,
} from './wireTensor.js';

/**
 * What leaves the host for a model that runs elsewhere: what was taken of the CT, and the clinical
 * values that the model asks for. No name, identifier, UID, date, label or place is in it, nor anything
 * of how the CT was made.
 *
 * For a model that tells how like its training data a lesion is, a few numbers on the CT around it go too.
 *
 * Blocks are INT16 whole HU [depth, rows, columns], other images and features the network's own FP32
 * tensors, clinical values JSON. Nothing is deflated: the noise of a CT leaves 70 % of it, which costs
 * more time than it saves on any network faster than 120 Mbit/s.
 */
export function encodePipelineRequest(
  { blocks, tensors, clinical, descriptor }: SampledInputs,
  { inputs, likeness }: ModelManifest,
): PipelineTensor[] {
  const sent = inputs.map((input) => {
    const { kind, tensor } = input;
    if (kind === 'clinical') return jsonTensor(tensor, clinical);
    if (kind === 'views' || kind === 'volume') {
      const { data, size } = blocks[tensor]!;
      return numberTensor(tensor, [size[2], size[1], size[0]], data);
    }
    const { data, dims } = tensors[tensor]!;
    return numberTensor(tensor, dims, data);
  });
  if (!likeness || !descriptor) return sent;
  return [...sent, numberTensor(REGION_INPUT.name, REGION_INPUT.shape, descriptor)];
}

/**
 * The inverse of {@link encodePipelineRequest}; the order of the tensors does not matter.
 *
 * @throws `invalid-request` when a tensor is missing, of another type or shape, or too much, or the
 *   clinical values are none
 */
export function decodePipelineRequest(
  received: readonly WireTensor[],
  manifest: ModelManifest,
): SampledInputs {
  const { id, inputs, likeness } = manifest;
  const blocks: Record<string, HuBlock> = {};
  const tensors: Record<string, FloatTensor> = {};
  let clinical: ClinicalInputs = {};
  let descriptor: Float32Array | undefined;
  try {
    refuseOthers(
      received,
      pipelineInputs(manifest).map(({ name }) => name),
    );
    if (likeness) {
      descriptor = readFloat32(tensorNamed(received, REGION_INPUT.name), REGION_INPUT.shape);
    }
    for (const input of inputs) {
      const tensor = tensorNamed(received, input.tensor);
      const { datatype, shape } = pipelineInput(input);
      if (datatype === 'BYTES') {
        clinical = { ...clinical, ...readClinical(tensor) };
      } else if (datatype === 'INT16') {
        const [depth = 0, rows = 0, columns = 0] = tensor.shape;
        blocks[input.tensor] = { data: readInt16(tensor, shape), size: [columns, rows, depth] };
      } else {
        tensors[input.tensor] = { data: readFloat32(tensor, shape), dims: shape };
      }
    }
  } catch (error) {
    if (error instanceof UnreadableTensor) throw invalidRequest(id, error);
    throw error;
  }
  return { blocks, tensors, clinical, ...(descriptor && { descriptor }) };
}

function readClinical(tensor: WireTensor): ClinicalInputs {
  const parsed = clinicalSchema.strict().safeParse(readJson(tensor));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UnreadableTensor(`"${tensor.name}" holds no clinical values (${problems.join('; ')})`);
}

function refuseOthers(received: readonly WireTensor[], names: readonly string[]): void {
  const seen = new Set<string>();
  for (const { name } of received) {
    if (!names.includes(name)) throw new UnreadableTensor(`"${name}" is none of its inputs`);
    if (seen.has(name)) throw new UnreadableTensor(`"${name}" comes twice`);
    seen.add(name);
  }
}

function invalidRequest(model: string, cause: UnreadableTensor): MutationPredictionError {
  const problem = cause.message;
  return new MutationPredictionError('invalid-request.pipeline', { model, problem }, { cause });
}
