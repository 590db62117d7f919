import { fillRuns, measureLesion } from '@mutation-prediction/core';
import {
  requireReportable,
  requireWritable,
  writeSegmentation,
  type NoduleChoice,
} from '@mutation-prediction/server-adapter/case';
import { print, say } from '../terminal/terminal.js';
import { openCase } from './openCase.js';
import { writeMask } from './writeMask.js';

export interface SegmentOptions extends NoduleChoice {
  readonly ct: string;
  readonly out: string;
  readonly force?: true;
}

/** Segments the nodule at a point, and writes it as a SEG or as a NIfTI mask. */
export async function runSegment(options: SegmentOptions): Promise<void> {
  const { ct, out, force } = options;
  await requireWritable([out], { inputs: [ct], force });
  const images = await openCase(options);
  const lesion = await images.lesion({});
  if (/\.nii(\.gz)?$/i.test(out)) await writeMask(lesion.mask, out);
  else await writeSegmentation(lesion, requireReportable(images), out);

  for (const { message } of lesion.source.inputWarnings ?? []) say(`! ${message}\n`);
  const measured = measureLesion(fillRuns(lesion.mask.grid, lesion.mask.runs));
  const { longestDiameterMm, volumeMm3, sliceCount, centroidLps } = measured;
  print(
    `Nodule of ${longestDiameterMm.toFixed(1)} mm and ${(volumeMm3 / 1000).toFixed(2)} cm³ on ${sliceCount} slices around ${centroidLps.map((mm) => mm.toFixed(1)).join(', ')} mm, in ${out}\n`,
  );
}
