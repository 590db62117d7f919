import {
  toPlainError,
  type ExplanationDraft,
  type PlainError,
  type PredictionResult,
} from '@mutation-prediction/core';
import type { ChosenLesion } from '../case/chooseLesion.js';
import { keyedUids } from '../case/keyedUids.js';
import { writePdf } from '../case/writePdf.js';
import {
  requireReportable,
  writeReport,
  type PredictedLesion,
  type ReportableCase,
} from '../case/writeReport.js';
import { explainLesion, lesionFolder } from '../explanation/explainLesion.js';
import type { ParsedImages } from '../parsing/parse.js';
import { unforeseen } from './unforeseen.js';

/** Where a case's files under a model are written; none is whose place is absent. */
export interface CasePlaces {
  /** The SR of the case's lesions. */
  readonly report?: string;
  /** Folder of pictures and maps of where the network looked, a folder in it for each lesion. */
  readonly explain?: string;
  /** The PDF to print. */
  readonly pdf?: string;
}

/** What was written of a case under a model. */
export interface CaseFiles {
  /** DICOM objects: the SR, after what it refers to and the PDF that goes with it. */
  readonly written: readonly string[];
  /** Of where the network looked; none of a model that does not tell. Absent where not asked for. */
  readonly explained?: readonly string[];
  /** The PDF. Absent where not asked for. */
  readonly printed?: string;
  /** Why there is no report, or another file is missing, where they were wanted. */
  readonly reportError?: PlainError;
}

/** A lesion, and what a model makes of it. */
export interface LesionResult {
  readonly lesion: ChosenLesion;
  readonly result: PredictionResult;
}

/**
 * Writes what is wanted of a case; whatever goes wrong is a part of the answer.
 *
 * @param key what the results depend on: DICOM objects of the same have the same identities
 */
export async function writeCaseFiles(
  results: readonly LesionResult[],
  images: ParsedImages,
  places: CasePlaces,
  key: string,
): Promise<CaseFiles> {
  if (results.length === 0) return { written: [] };
  const { reportable, reportError } = reportableIn(images, places);
  try {
    const explained = await explain(results, images, places, key);
    const report =
      reportable && (await writeReport(explained.lesions, reportable, places.report!, key));
    const of = report && { file: places.report!, reference: report.reference, key };
    const [printed, ...pages] =
      places.pdf === undefined
        ? []
        : await writePdf(
            results.map(({ result }) => result),
            images.series,
            places.pdf,
            of,
          );
    return {
      written: report ? [...explained.maps, ...pages, ...report.files] : [],
      ...(places.explain !== undefined && { explained: explained.files }),
      ...(printed !== undefined && { printed }),
      ...(reportError && { reportError }),
    };
  } catch (error) {
    return { written: [], reportError: toPlainError(error, unforeseen) };
  }
}

/** What has no DICOM identity has no report, and everything else. */
function reportableIn(
  images: ParsedImages,
  { report }: CasePlaces,
): { readonly reportable?: ReportableCase; readonly reportError?: PlainError } {
  if (report === undefined) return {};
  try {
    return { reportable: requireReportable(images) };
  } catch (error) {
    return { reportError: toPlainError(error, unforeseen) };
  }
}

interface ExplainedCase {
  readonly lesions: readonly PredictedLesion[];
  readonly files: readonly string[];
  readonly maps: readonly string[];
}

async function explain(
  results: readonly LesionResult[],
  { series }: ParsedImages,
  { explain: folder }: CasePlaces,
  key: string,
): Promise<ExplainedCase> {
  const lesions: PredictedLesion[] = [];
  const files: string[] = [];
  const maps: string[] = [];
  for (const { lesion, result } of results) {
    const { prediction } = result;
    if (folder === undefined) {
      lesions.push({ lesion, prediction });
      continue;
    }
    const of = lesionFolder(folder, lesion);
    const explained = await explainLesion(result, series, of, mapUids(lesion, key));
    const { visualExplanations } = explained;
    lesions.push({ lesion, prediction, visualExplanations });
    files.push(...explained.files);
    maps.push(...explained.maps);
  }
  return { lesions, files, maps };
}

function mapUids({ source }: ChosenLesion, key: string): ExplanationDraft['uidsOf'] {
  const { segmentNumber, component = '' } = source.segmentation;
  return (target) => keyedUids(key, `map of ${target}, segment ${segmentNumber} ${component}`);
}
