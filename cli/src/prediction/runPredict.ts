import {
  preparePrediction,
  type ModelManifest,
  type PredictionResult,
} from '@mutation-prediction/core';
import {
  explainLesion,
  explanationFiles,
  lesionFolder,
} from '@mutation-prediction/server-adapter/explanation';
import { modelsDirectory, openPredictor } from '@mutation-prediction/server-adapter/inference';
import { trustedKeysOf } from '@mutation-prediction/server-adapter/signing';
import type { ParsedImages } from '@mutation-prediction/server-adapter/parsing';
import { resolveClinical } from './clinicalInputs.js';
import { givenClinical } from './clinicalOptions.js';
import { modelServerOf } from './modelServerOptions.js';
import { offerLightTier } from './offerLightTier.js';
import { openCase } from '../case/openCase.js';
import type { PredictArguments } from './predictArguments.js';
import { printPredictions } from './printPredictions.js';
import {
  encapsulatedFile,
  requireReportable,
  requireWritable,
  segmentationFile,
  writePdf,
  writeReport,
  type LesionChoice,
  type PredictedLesion,
} from '@mutation-prediction/server-adapter/case';
import { say } from '../terminal/terminal.js';

/** Predicts, prints, and writes the report where one is asked for. */
export async function runPredict(options: PredictArguments): Promise<void> {
  const trustedKeys = await trustedKeysOf(options.trustedKeys);
  const server = await modelServerOf(options);
  const predictor = await openPredictor({
    id: options.model,
    models: modelsDirectory(options.models),
    trustedKeys,
    ...(server && { server }),
  });
  const { ct, report, pdf, explain, all, force } = options;
  const outputs = [
    ...(report ? [report, segmentationFile(report)] : []),
    ...(pdf ? [pdf, ...(report ? [encapsulatedFile(report)] : [])] : []),
    ...explanationOutputs(options, predictor.manifest),
  ];
  await requireWritable(outputs, {
    inputs: 'seg' in options ? [ct, options.seg] : [ct],
    force,
  });
  const images = await openCase(options);
  const reportable = options.report ? requireReportable(images) : undefined;
  const clinical = resolveClinical(givenClinical(options), images.series?.patient ?? {});

  const lesions: PredictedLesion[] = [];
  const results: PredictionResult[] = [];
  const written: string[] = [];
  for (const choice of choicesOf(options, images)) {
    const lesion = await images.lesion(choice);
    const { mask, source } = lesion;
    const { values } = clinical;
    const request = await preparePrediction(images.ct, mask, source, values, predictor.manifest);
    const result = await predictor.predict(
      { ...request, ...(options.showWithheld && { showWithheld: true }) },
      { ...(options.contributions && { contributions: true }) },
    );
    results.push(result);
    const explained =
      explain === undefined
        ? undefined
        : await explainLesion(result, images.series, all ? lesionFolder(explain, lesion) : explain);
    for (const sentence of explained?.notices ?? []) say(`! ${sentence}\n`);
    written.push(...(explained?.files ?? []));
    const { prediction } = result;
    const { visualExplanations } = explained ?? {};
    lesions.push({ lesion, prediction, ...(visualExplanations && { visualExplanations }) });
  }
  await predictor.release();

  const stored =
    reportable && options.report
      ? await writeReport(lesions, reportable, options.report)
      : undefined;
  written.push(...(stored?.files ?? []));
  if (options.pdf) {
    const of = stored && { file: options.report!, reference: stored.reference };
    written.push(...(await writePdf(results, images.series, options.pdf, of)));
  }
  const predictions = lesions.map(({ prediction }) => prediction);
  printPredictions(options.all ? predictions : predictions[0]!, options, {
    originsOf: () => clinical.origins,
    modelSignature: predictor.signature,
  });
  for (const file of written) say(`Wrote ${file}\n`);
  await offerLightTier(predictions, modelsDirectory(options.models));
}

/** Which segments have contours is known later; the folder of all is then replaced or not. */
function explanationOutputs(
  { explain, all }: Pick<PredictArguments, 'explain' | 'all'>,
  manifest: ModelManifest,
): readonly string[] {
  if (explain === undefined) return [];
  return all ? [explain] : explanationFiles(explain, manifest);
}

/** What to predict: every segment that has contours, the one asked for, or what was made of a point. */
function choicesOf(
  options: PredictArguments,
  { segmentation: { segments } }: ParsedImages,
): readonly LesionChoice[] {
  if ('at' in options) return [{}];
  // Without any, choosing one says what is missing.
  return options.all && segments.length > 0
    ? segments.map(({ number }) => ({ segment: number }))
    : [options];
}
