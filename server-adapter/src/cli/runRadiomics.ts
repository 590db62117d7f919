import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  extractRadiomics,
  MutationPredictionError,
  RADIOMICS_PRESETS,
  readParameterFile,
  wholeBox,
  type RadiomicsFeature,
  type RadiomicsParameters,
  type RadiomicsPreset,
} from '@mutation-prediction/core';
import { openCase } from './openCase.js';
import type { RadiomicsOptions } from './radiomicsCommand.js';
import { writeOutput } from './writeOutput.js';

/** Extracts the features of a lesion and writes them as asked. */
export async function runRadiomics(options: RadiomicsOptions): Promise<void> {
  const parameters = options.params
    ? await openParameterFile(options.params)
    : RADIOMICS_PRESETS[Number(options.preset) as RadiomicsPreset];
  const { ct, lesion } = await openCase(options);
  const image = await ct.readRegion(wholeBox(ct.grid));
  const { features } = extractRadiomics(image, lesion.mask, parameters);

  if (options.csv) {
    const table = featureTable(options, features);
    await writeOutput(options.csv, new TextEncoder().encode(table));
  }
  process.stdout.write(options.json ? asJson(features) : asLines(features));
}

async function openParameterFile(file: string): Promise<RadiomicsParameters> {
  let yaml: string;
  try {
    yaml = await readFile(file, 'utf8');
  } catch (cause) {
    throw new MutationPredictionError(
      'invalid-parameters',
      `The parameter file ${file} cannot be read.`,
      'Check the path.',
      { cause },
    );
  }
  return readParameterFile(yaml, path.basename(file));
}

/** A header and a row, as `pyradiomics --format csv` writes them: Image, Mask, then the features. */
function featureTable(
  { ct, seg }: RadiomicsOptions,
  features: readonly RadiomicsFeature[],
): string {
  const header = ['Image', 'Mask', ...features.map(({ name }) => name)];
  const row = [ct, seg, ...features.map(({ value }) => csvNumber(value))];
  return [header, row].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

/** Empty for what could not be computed, which pandas reads as NaN. */
const csvNumber = (value: number) => (Number.isFinite(value) ? String(value) : '');
const csvCell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function asJson(features: readonly RadiomicsFeature[]): string {
  const values = Object.fromEntries(features.map(({ name, value }) => [name, value]));
  return `${JSON.stringify(values, undefined, 2)}\n`;
}

function asLines(features: readonly RadiomicsFeature[]): string {
  const width = Math.max(...features.map(({ name }) => name.length));
  return features.map(({ name, value }) => `${name.padEnd(width + 2)}${value}\n`).join('');
}
