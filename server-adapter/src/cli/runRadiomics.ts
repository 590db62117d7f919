import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RadiomicsFeature, RadiomicsResult } from '@mutation-prediction/core';
import { extractRadiomicsInWorkers } from '../radiomics/extractRadiomicsInWorkers.js';
import { openCaseRoi } from '../radiomics-cases/extractCase.js';
import { missingFeatures, tableHead, tableRow } from '../radiomics-cases/featureTable.js';
import { ProgressLine } from '../viewer/progressLine.js';
import { untilInterrupted } from './interrupt.js';
import type { RadiomicsOptions } from './radiomicsCommand.js';
import { radiomicsRequest } from './radiomicsRequest.js';
import { writeOutput } from './writeOutput.js';

/** Takes the features of one lesion and writes them as asked. */
export async function runRadiomics(options: RadiomicsOptions): Promise<void> {
  const request = await radiomicsRequest(options);
  const [image, mask] = [options.ct!, (options.seg ?? options.mask)!];
  const id = path.basename(path.resolve(image));
  const opened = await openCaseRoi({ id, image, mask }, request);
  const progress = new ProgressLine(process.stderr);
  const result = await untilInterrupted((signal) =>
    extractRadiomicsInWorkers(opened.image, opened.mask, request.parameters, {
      workers: options.workers ?? availableParallelism(),
      signal,
      onProgress: ({ done, total }) => progress.update(`${done} of ${total} image types done`),
    }),
  ).finally(() => progress.end());

  const { features } = result;
  for (const warning of [...opened.warnings, ...missingFeatures(features)]) {
    process.stderr.write(`${warning}\n`);
  }
  if (options.csv) {
    const names = features.map(({ name }) => name);
    const outcome = { result, warnings: opened.warnings };
    const table = tableHead(names) + tableRow({ id, image, mask, outcome }, names);
    await writeOutput(options.csv, new TextEncoder().encode(table));
  }
  process.stdout.write(options.json ? asJson(result) : asLines(features));
}

/** Values by name, null where there is none, and why. */
function asJson({ features, voxelCount }: RadiomicsResult): string {
  const values = features.map(({ name, value }) => [name, value]);
  const reasons = features.flatMap(({ name, reason }) => (reason ? [[name, reason]] : []));
  const content = {
    voxelCount,
    features: Object.fromEntries(values) as unknown,
    missing: Object.fromEntries(reasons) as unknown,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function asLines(features: readonly RadiomicsFeature[]): string {
  const width = Math.max(...features.map(({ name }) => name.length));
  return features.map(({ name, value }) => `${name.padEnd(width + 2)}${value}\n`).join('');
}
