import {
  cropMask,
  cropVolume,
  descriptorBox,
  fillRuns,
  MutationPredictionError,
  REGION_FEATURES,
  regionDescriptor,
  runsBox,
  throwIfCancelled,
  toPlainError,
  type RadiomicsImage,
  type Volume,
} from '@mutation-prediction/core';
import { requireWritable, writeOutput } from '@mutation-prediction/server-adapter/case';
import { caseParser, type ParseCase } from '@mutation-prediction/server-adapter/parsing';
import {
  findCases,
  outcomeCells,
  tableHead,
  tableRow,
  type CaseFiles,
  type CaseOutcome,
} from '@mutation-prediction/server-adapter/radiomics-cases';
import { CohortProgress } from '../terminal/cohortProgress.js';
import { IncompleteError, type CaseFailure } from '../terminal/incompleteError.js';
import { untilInterrupted } from '../terminal/interrupt.js';

export interface RegionsOptions {
  readonly csv: string;
  readonly force?: true;
}

/**
 * Writes the region descriptor of every case in a folder as one table.
 *
 * @throws IncompleteError after writing when cases failed; MutationPredictionError `cancelled`
 */
export async function runRegions(folder: string, { csv, force }: RegionsOptions): Promise<void> {
  await requireWritable([csv], { inputs: [folder], force });
  const cases = await findCases(folder);
  const progress = new CohortProgress(process.stderr, cases.length);
  const parse = caseParser();
  const rows: string[] = [];
  const failures: CaseFailure[] = [];
  await untilInterrupted(async (signal) => {
    for (const found of cases) {
      throwIfCancelled(signal);
      const { id } = found;
      const outcome =
        'error' in found
          ? { error: toPlainError(found.error, unforeseen) }
          : await describe(found, parse);
      const cells = outcomeCells(outcome, REGION_FEATURES);
      rows.push(tableRow({ id, image: '', mask: '' }, cells));
      const failure = 'error' in outcome ? outcome.error : undefined;
      if (failure) failures.push({ id, error: failure });
      progress.tell({ id, failure });
    }
  });
  await writeOutput(csv, `${tableHead(REGION_FEATURES)}${rows.join('')}`);
  if (failures.length > 0) throw new IncompleteError(failures, cases.length);
}

async function describe(files: CaseFiles, parse: ParseCase): Promise<CaseOutcome> {
  try {
    const { image, runs, warnings } = await parse(files, {});
    const lesion = runsBox(runs);
    if (!lesion) throw new RangeError('the mask is empty');
    const box = descriptorBox(image.grid, lesion);
    const mask = cropMask(fillRuns(image.grid, runs), box);
    const descriptor = regionDescriptor(cropVolume(asVolume(image), box), mask);
    const features = REGION_FEATURES.map((name) => ({ name, value: descriptor[name] }));
    return { result: { features, voxelCount: runs.length }, warnings };
  } catch (error) {
    return { error: toPlainError(error, unforeseen) };
  }
}

function asVolume({ grid, data }: RadiomicsImage): Volume {
  return { grid, data: data instanceof Int16Array ? data : Float32Array.from(data) };
}

const unforeseen = (problem: string) =>
  new MutationPredictionError('worker-failed.region', { problem });
