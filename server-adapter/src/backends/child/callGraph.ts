import { MutationPredictionError, type FloatTensor } from '@mutation-prediction/core';
import { OpenInferenceError, type InferRequest, type Tensor } from 'open-inference-client';
import { fromProtocol, toProtocol } from './floatTensors.js';
import type { GraphTensor, OpenGraph } from './openGraph.js';

/**
 * Runs a graph on the tensors that a request holds.
 *
 * @param id of the package, for errors
 * @returns the outputs that are named, in that order; all where none is
 * @throws MutationPredictionError `invalid-request` where the request does not fit the graph;
 *   `inference-failed`
 */
export async function callGraph(
  id: string,
  graph: OpenGraph,
  { inputs, outputs }: InferRequest,
  signal: AbortSignal,
): Promise<Tensor[]> {
  const known = graph.outputs.map(({ name }) => name);
  const wanted = outputs?.length ? outputs : known;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(id, `there is no output "${unknown}"`);
  const feeds = feedsOf(id, inputs, graph.inputs);
  const found = await graph.session.run(feeds, signal, wanted);
  return wanted.map((name) => toProtocol(name, found[name]!));
}

function feedsOf(
  id: string,
  given: readonly Tensor[],
  expected: readonly GraphTensor[],
): Record<string, FloatTensor> {
  const other = given.find(({ name }) => !expected.some((input) => input.name === name));
  if (other) throw invalid(id, `there is no input "${other.name}"`);
  const feeds = expected.map(({ name, shape }): [string, FloatTensor] => {
    const [tensor, ...more] = given.filter((candidate) => candidate.name === name);
    if (!tensor) throw invalid(id, `it lacks the input "${name}"`);
    if (more.length > 0) throw invalid(id, `the input "${name}" comes twice`);
    const fits =
      tensor.shape.length === shape.length &&
      shape.every((length, axis) => length === -1 || length === tensor.shape[axis]);
    if (!fits) {
      const [is, should] = [tensor.shape, shape].map((lengths) => `[${lengths.join(', ')}]`);
      throw invalid(id, `the input "${name}" is of shape ${is} instead of ${should}`);
    }
    return [name, floatsOf(id, tensor)];
  });
  return Object.fromEntries(feeds);
}

function floatsOf(id: string, tensor: Tensor): FloatTensor {
  try {
    return fromProtocol(tensor);
  } catch (error) {
    if (error instanceof OpenInferenceError) throw invalid(id, error.message.replace(/\.$/, ''));
    throw error;
  }
}

function invalid(model: string, problem: string): MutationPredictionError {
  return new MutationPredictionError('invalid-request.graph', { model, problem });
}
