import {
  extractFeatures,
  fillRuns,
  MutationPredictionError,
  peritumoralRing,
  toPlainError,
  type FeatureParameters,
  type ExtractedFeatures,
  type Mask,
  type PlainError,
} from '@mutation-prediction/core';
import type { ParseCase } from '../parsing/parse.js';
import type { CaseFiles } from './caseFiles.js';
import type { CaseChoice, OpenRadiomicsCase } from './openRadiomicsCase.js';

/** What is asked of every case; plain data, so that it can be sent to workers. */
export interface CaseRequest extends CaseChoice {
  readonly parameters: FeatureParameters;
  /** Width of the shell around the lesion that features are taken of; of the lesion when absent. */
  readonly ringWidthMm?: number;
}

/** What became of a case; plain data, so that workers can send it. */
export type CaseOutcome =
  | ({ readonly result: ExtractedFeatures } & Pick<OpenRadiomicsCase, 'warnings' | 'ctNotice'>)
  | { readonly error: PlainError };

/**
 * Reads a case and takes its features; whatever goes wrong is a part of the answer.
 *
 * @param parse reads the files
 */
export async function extractCase(
  files: CaseFiles,
  request: CaseRequest,
  parse: ParseCase,
): Promise<CaseOutcome> {
  try {
    const { image, mask, ...told } = await openCaseRoi(files, request, parse);
    return { result: extractFeatures(image, mask, request.parameters), ...told };
  } catch (error) {
    return { error: toPlainError(error, unforeseen) };
  }
}

/** An image and the mask on its grid that features are taken of. */
export interface RadiomicsCase extends Omit<OpenRadiomicsCase, 'runs'> {
  readonly mask: Mask;
}

/** @throws MutationPredictionError as reading the case does, `unsuitable-roi` without a ring */
export async function openCaseRoi(
  files: CaseFiles,
  request: CaseRequest,
  parse: ParseCase,
): Promise<RadiomicsCase> {
  const { runs, ...opened } = await parse(files, request);
  const { ringWidthMm } = request;
  const mask = fillRuns(opened.image.grid, runs);
  return { ...opened, mask: ringWidthMm === undefined ? mask : ringOf(mask, ringWidthMm) };
}

function ringOf(mask: Mask, widthMm: number): Mask {
  const ring = peritumoralRing(mask, widthMm);
  if (ring.data.includes(1)) return ring;
  throw new MutationPredictionError('unsuitable-roi.no-ring', { width: widthMm });
}

export function unforeseen(problem: string): MutationPredictionError {
  return new MutationPredictionError('worker-failed.case', { problem });
}
