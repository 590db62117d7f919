import path from 'node:path';
import { extractViews, preparePrediction, viewsInputOf } from '@mutation-prediction/core';
import { loadModelPackage, modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { openCase } from './openCase.js';
import { viewPicture } from './viewPicture.js';
import type { ViewsOptions } from './viewsCommand.js';
import { writeOutput } from '@mutation-prediction/server-adapter/case';

/** Writes the views of a lesion as pictures and as numbers. */
export async function runViews(options: ViewsOptions): Promise<void> {
  const { manifest } = await loadModelPackage(options.model, modelsDirectory(options.models));
  const images = await openCase(options);
  const { mask, source } = await images.lesion(options);
  const request = await preparePrediction(images.ct, mask, source, {}, manifest);
  const views = extractViews(
    request.region,
    request.regionMask,
    request.lesion.centroidLps,
    viewsInputOf(manifest),
  );

  await writeOutput(path.join(options.out, 'views.f32'), littleEndian(views.hu));
  for (const [index, plane] of views.planes.entries()) {
    await writeOutput(path.join(options.out, `${plane}.png`), viewPicture(views, index));
  }
  const { size, planes } = views;
  process.stdout.write(
    `${planes.length} pictures and views.f32 (${planes.length} × ${size} × ${size} float32, little-endian, HU) in ${options.out}\n`,
  );
}

function littleEndian(values: Float32Array): DataView {
  const bytes = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, index) => bytes.setFloat32(4 * index, value, true));
  return bytes;
}
