import { predict, preparePrediction, type ClinicalInputs } from '@mutation-prediction/core';
import { loadModelPackage, modelsDirectory } from '../inference/modelStore.js';
import { createNodeSession } from '../inference/nodeSession.js';
import { resolveClinical } from './clinicalInputs.js';
import { openCase } from './openCase.js';
import type { PredictOptions } from './predictCommand.js';
import { predictionTable } from './predictionTable.js';
import { requireReportable, writeReport } from './writeReport.js';

/** Predicts, prints, and writes the report where one is asked for. */
export async function runPredict(options: PredictOptions): Promise<void> {
  const { manifest, digest, graph } = await loadModelPackage(
    options.model,
    modelsDirectory(options.models),
  );
  const opened = await openCase(options);
  const reportable = options.report ? requireReportable(opened) : undefined;
  const clinical = resolveClinical(givenInputs(options), opened.series?.patient ?? {});

  const { mask, source } = opened.lesion;
  const request = await preparePrediction(opened.ct, mask, source, clinical.values, manifest);
  const session = await createNodeSession(graph, manifest);
  const { prediction } = await predict(request, { manifest, digest, session });
  await session.release();

  const written =
    reportable && options.report ? await writeReport(prediction, reportable, options.report) : [];
  if (options.json) {
    process.stdout.write(`${JSON.stringify(prediction, undefined, 2)}\n`);
  } else {
    process.stdout.write(predictionTable(prediction, clinical.origins));
  }
  for (const file of written) process.stderr.write(`Wrote ${file}\n`);
}

function givenInputs({ age, sex, smoking }: PredictOptions): ClinicalInputs {
  return {
    ...(age !== undefined && { ageYears: age }),
    ...(sex && { sex }),
    ...(smoking && { smoking }),
  };
}
