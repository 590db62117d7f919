import path from 'node:path';
import { extractViews, preparePrediction, viewsInputOf } from '@mutation-prediction/core';
import { loadModelPackage, modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { openCase } from './openCase.js';
import { viewPicture } from './viewPicture.js';
import { requireWritable, writeOutput } from '@mutation-prediction/server-adapter/case';
import { print } from '../terminal/terminal.js';
import type { CaseOptions } from './caseOptions.js';

export interface ViewsOptions extends CaseOptions {
  readonly out: string;
  readonly force?: true;
}

/** Writes the views of a lesion as pictures and as numbers. */
export async function runViews(options: ViewsOptions): Promise<void> {
  const { manifest } = await loadModelPackage(options.model, modelsDirectory(options.models));
  const { ct, seg, out, force } = options;
  const numbers = path.join(out, 'views.f32');
  const pictures = viewsInputOf(manifest).planes.map((plane) => path.join(out, `${plane}.png`));
  await requireWritable([numbers, ...pictures], { inputs: [ct, seg], force });
  const images = await openCase(options);
  const { mask, source } = await images.lesion(options);
  const request = await preparePrediction(images.ct, mask, source, {}, manifest);
  const views = extractViews(
    request.region,
    request.regionMask,
    request.lesion.centroidLps,
    viewsInputOf(manifest),
  );

  await writeOutput(numbers, littleEndian(views.hu));
  for (const [index, plane] of views.planes.entries()) {
    await writeOutput(path.join(out, `${plane}.png`), viewPicture(views, index));
  }
  const { size, planes } = views;
  print(
    `${planes.length} pictures and views.f32 (${planes.length} × ${size} × ${size} float32, little-endian, HU) in ${out}\n`,
  );
}

function littleEndian(values: Float32Array): DataView {
  const bytes = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, index) => bytes.setFloat32(4 * index, value, true));
  return bytes;
}
