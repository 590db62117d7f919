import path from 'node:path';
import {
  buildVisualExplanations,
  encodeParametricMap,
  type CtSeries,
  type ExplainedRun,
  type ExplanationDraft,
  type VisualExplanation,
} from '@mutation-prediction/core';
import { writeOutput } from '../case/writeOutput.js';

/** Where a target's map is written. */
export function mapFile(folder: string, target: string): string {
  return path.join(folder, `${target}.map.dcm`);
}

/** The files of maps, and how a report refers to them. */
export interface WrittenMaps {
  readonly files: readonly string[];
  readonly visualExplanations: readonly VisualExplanation[];
}

/**
 * Writes where the network looked for each target as a Parametric Map on the CT's grid.
 *
 * @param folder one for each lesion
 * @param uidsOf identities of a target's map; new ones without
 * @returns none of a model that does not tell where it looked
 */
export async function writeMaps(
  run: ExplainedRun,
  { identity, grid, studyAttributes }: CtSeries,
  folder: string,
  uidsOf?: ExplanationDraft['uidsOf'],
): Promise<WrittenMaps> {
  const built = buildVisualExplanations(run, {
    ct: { identity, grid },
    studyAttributes,
    now: new Date(),
    ...(uidsOf && { uidsOf }),
  });
  const files: string[] = [];
  for (const map of built) {
    const file = mapFile(folder, map.target);
    await writeOutput(file, await encodeParametricMap(map));
    files.push(file);
  }
  return { files, visualExplanations: built.map(({ explanation }) => explanation) };
}
