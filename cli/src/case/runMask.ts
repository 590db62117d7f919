import { runsVoxelCount } from '@mutation-prediction/core';
import { openCase } from './openCase.js';
import { requireWritable } from '@mutation-prediction/server-adapter/case';
import { print, say } from '../terminal/terminal.js';
import { writeMask } from './writeMask.js';
import type { LesionOptions } from './caseOptions.js';

export interface MaskOptions extends LesionOptions {
  readonly out: string;
  readonly force?: true;
}

/** Writes a lesion's mask on the CT's grid, compressed where the name ends in .gz. */
export async function runMask(options: MaskOptions): Promise<void> {
  await requireWritable([options.out], { inputs: [options.ct, options.seg], force: options.force });
  const images = await openCase(options);
  const { mask, source } = await images.lesion(options);
  await writeMask(mask, options.out);

  for (const { message } of source.inputWarnings ?? []) say(`! ${message}\n`);
  print(
    `${source.label}: ${runsVoxelCount(mask.runs)} of ${mask.grid.size.join(' × ')} voxels in ${options.out}\n`,
  );
}
