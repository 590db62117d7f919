import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  extractFeatures,
  isIbsi,
  type ExtractedFeature,
  type ExtractedFeatures,
  type FeatureParameters,
  type RadiomicsProgress,
} from '@mutation-prediction/core';
import { caseParser } from '@mutation-prediction/server-adapter/parsing';
import { extractRadiomicsInWorkers } from '@mutation-prediction/server-adapter/radiomics';
import {
  type RadiomicsCase,
  missingFeatures,
  openCaseRoi,
  outcomeCells,
  tableHead,
  tableRow,
} from '@mutation-prediction/server-adapter/radiomics-cases';
import { ProgressLine } from '../terminal/progressLine.js';
import { untilInterrupted } from '../terminal/interrupt.js';
import type { RadiomicsArguments } from './radiomicsArguments.js';
import { radiomicsRequest } from './radiomicsRequest.js';
import { requireWritable, writeOutput } from '@mutation-prediction/server-adapter/case';
import { print, printJson, say } from '../terminal/terminal.js';

/** Takes the features of one lesion and writes them as asked. */
export async function runRadiomics(options: RadiomicsArguments): Promise<void> {
  const request = await radiomicsRequest(options);
  const [image, mask] = [options.ct!, (options.seg ?? options.mask)!];
  if (options.csv) {
    await requireWritable([options.csv], { inputs: [image, mask], force: options.force });
  }
  const id = path.basename(path.resolve(image));
  const opened = await openCaseRoi({ id, image, mask }, request, caseParser());
  const result = await extract(opened, request.parameters, options.workers);
  const { features } = result;
  for (const warning of [...opened.warnings, ...missingFeatures(features)]) {
    say(`${warning}\n`);
  }
  if (options.csv) {
    const names = features.map(({ name }) => name);
    const cells = outcomeCells({ result, warnings: opened.warnings }, names);
    await writeOutput(options.csv, tableHead(names) + tableRow({ id, image, mask }, cells));
  }
  if (options.json) printJson(asJson(result));
  else print(asLines(features));
}

async function extract(
  { image, mask }: RadiomicsCase,
  parameters: FeatureParameters,
  workers = availableParallelism(),
): Promise<ExtractedFeatures> {
  const progress = new ProgressLine(process.stderr);
  const onProgress = ({ done, total }: RadiomicsProgress) =>
    progress.update(`${done} of ${total} parts done`);
  try {
    // On this thread no signal would be noticed: Ctrl-C is to end the process as ever.
    return isIbsi(parameters) || workers === 1
      ? extractFeatures(image, mask, parameters, { onProgress })
      : await untilInterrupted((signal) =>
          extractRadiomicsInWorkers(image, mask, parameters, { workers, signal, onProgress }),
        );
  } finally {
    progress.end();
  }
}

/** Values by name, null where there is none, and why. */
function asJson({ features, voxelCount }: ExtractedFeatures): object {
  const values = features.map(({ name, value }) => [name, value]);
  const reasons = features.flatMap(({ name, reason }) => (reason ? [[name, reason]] : []));
  return {
    voxelCount,
    features: Object.fromEntries(values) as unknown,
    missing: Object.fromEntries(reasons) as unknown,
  };
}

function asLines(features: readonly ExtractedFeature[]): string {
  const width = Math.max(...features.map(({ name }) => name.length));
  return features.map(({ name, value }) => `${name.padEnd(width + 2)}${value}\n`).join('');
}
