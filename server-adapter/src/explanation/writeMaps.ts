import path from 'node:path';
import {
  buildVisualExplanations,
  encodeParametricMap,
  type CtSeries,
  type ExplainedRun,
  type VisualExplanation,
} from '@mutation-prediction/core';
import { writeOutput } from './writeOutput.js';

/** Where a target's map is written. */
export function mapFile(folder: string, target: string): string {
  return path.join(folder, `${target}.map.dcm`);
}

/**
 * Writes where the network looked for each target as a Parametric Map on the CT's grid.
 *
 * @param folder one for each lesion
 * @returns the files, and how a report refers to them; none of a model that does not tell where it looked
 */
export async function writeExplanations(
  run: ExplainedRun,
  { identity, grid, studyAttributes }: CtSeries,
  folder: string,
  now: Date,
): Promise<{ readonly files: string[]; readonly visualExplanations: VisualExplanation[] }> {
  const built = buildVisualExplanations(run, { ct: { identity, grid }, studyAttributes, now });
  const files: string[] = [];
  for (const map of built) {
    const file = mapFile(folder, map.target);
    await writeOutput(file, await encodeParametricMap(map));
    files.push(file);
  }
  return { files, visualExplanations: built.map(({ explanation }) => explanation) };
}
