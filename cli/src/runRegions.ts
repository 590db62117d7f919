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
import { caseParser, type ParseCase } from '@mutation-prediction/server-adapter/parsing';
import {
  type CaseFiles,
  type CaseOutcome,
  findCases,
  TableFile,
  tableHead,
  tableRow,
} from '@mutation-prediction/server-adapter/radiomics-cases';
import { untilInterrupted } from './interrupt.js';
import { ProgressLine } from './progressLine.js';
import type { RegionsOptions } from './regionsCommand.js';

/**
 * Writes the region descriptor of every case in a folder as one table.
 *
 * @throws MutationPredictionError at the end when cases failed, with the first one's code; `cancelled`
 *   after writing what was done
 */
export async function runRegions(folder: string, { csv }: RegionsOptions): Promise<void> {
  const cases = await findCases(folder);
  const table = await TableFile.open(csv, tableHead(REGION_FEATURES));
  const progress = new ProgressLine(process.stderr);
  const parse = caseParser();
  let failures = 0;
  try {
    await untilInterrupted(async (signal) => {
      for (const [index, found] of cases.entries()) {
        throwIfCancelled(signal);
        const outcome = 'error' in found ? { error: found.error } : await describe(found, parse);
        const row = { id: found.id, image: '', mask: '', outcome };
        table.set(index, tableRow(row, REGION_FEATURES));
        if ('error' in outcome) {
          failures++;
          progress.show(`${found.id}: ${outcome.error.message}`);
        }
        progress.update(`${index + 1} of ${cases.length} cases done`);
      }
    });
  } finally {
    progress.end();
    await table.close();
  }
  if (failures === 0) return;
  throw new MutationPredictionError(
    'unsuitable-roi',
    `${failures} of ${cases.length} cases could not be described.`,
    'The column Error of the table says why.',
  );
}

async function describe(files: CaseFiles, parse: ParseCase): Promise<CaseOutcome> {
  try {
    const { image, runs, warnings } = await parse(files, {});
    const lesion = runsBox(runs);
    if (!lesion) throw new RangeError('The mask is empty.');
    const box = descriptorBox(image.grid, lesion);
    const mask = cropMask(fillRuns(image.grid, runs), box);
    const descriptor = regionDescriptor(cropVolume(asVolume(image), box), mask);
    const features = REGION_FEATURES.map((name) => ({ name, value: descriptor[name] }));
    return { result: { features, voxelCount: runs.length }, warnings };
  } catch (error) {
    return { error: toPlainError(error, (reason) => unforeseen(reason)) };
  }
}

function asVolume({ grid, data }: RadiomicsImage): Volume {
  return { grid, data: data instanceof Int16Array ? data : Float32Array.from(data) };
}

const unforeseen = (reason: string) => ({
  code: 'worker-failed' as const,
  message: `Describing the region failed: ${reason}.`,
  advice: 'Run again; if it stays so, report the case without its images.',
});
