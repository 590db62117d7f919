import path from 'node:path';
import {
  en,
  wordsOf,
  type PlainError,
  type Prediction,
  type TargetPrediction,
} from '@mutation-prediction/core';
import { csvLine, plainText } from '../cohort/csvTable.js';
import type { LesionOutcome, ModelOutcome } from './predictCase.js';
import type { CaseResult } from './predictCases.js';

/** The columns of the table, one row per lesion, model and target; explained in docs/cohorts.md. */
const COLUMNS = [
  'case',
  'patient_id',
  'study_uid',
  'ct_series_uid',
  'segmentation_uid',
  'segment',
  'label',
  'component',
  'model',
  'model_version',
  'model_digest',
  'target',
  'probability',
  'status',
  'withheld_for',
  'threshold',
  'set',
  'set_level',
  'p_mutant',
  'p_wild_type',
  'indeterminate_low',
  'indeterminate_high',
  'lower',
  'upper',
  'likeness_score',
  'likeness_p',
  'warnings',
  'volume_mm3',
  'longest_diameter_mm',
  'centroid_l',
  'centroid_p',
  'centroid_s',
  'voxels',
  'slices',
  'parts',
  'fraction_in_field',
  'clinical',
  'clinical_missing',
  'report',
  'error_code',
  'error',
] as const;

type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string | number>>>;

export interface TablePlaces {
  /** Folder that the reports' places count from. */
  readonly reports?: string;
}

/**
 * The table of a cohort. It holds nothing that differs from run to run (no times, no new UIDs), so that
 * a run that was interrupted and resumed gives the same bytes.
 */
export function predictionTable(results: readonly CaseResult[], places: TablePlaces = {}): string {
  const rows = results.flatMap((result) => caseRows(result, places));
  return [csvLine([...COLUMNS]), ...rows.map(lineOf)].join('');
}

function lineOf(cells: Cells): string {
  return csvLine(
    COLUMNS.map((column) => {
      const cell = cells[column] ?? '';
      return typeof cell === 'number' ? String(cell) : plainText(cell);
    }),
  );
}

function caseRows({ id, cohortCase, outcomes, error }: CaseResult, places: TablePlaces): Cells[] {
  const known = { case: id, patient_id: cohortCase?.patientId ?? '' };
  const rows = outcomes.flatMap((outcome) =>
    outcome.lesions.flatMap((lesion) =>
      lesionRows(lesion, outcome, places).map((cells) => ({ ...known, ...cells })),
    ),
  );
  if (!error) return rows;
  return [...rows, { ...known, error_code: error.code, error: messageIn(error) }];
}

function lesionRows(lesion: LesionOutcome, outcome: ModelOutcome, places: TablePlaces): Cells[] {
  if ('error' in lesion) {
    const { segment, label = '', error } = lesion;
    return [
      { model: outcome.modelId, segment, label, error_code: error.code, error: messageIn(error) },
    ];
  }
  const { prediction } = lesion;
  const cells = {
    ...lesionCells(prediction),
    ...modelCells(prediction),
    ...reportCells(outcome, places),
  };
  return prediction.targets.map((target) => ({ ...cells, ...targetCells(target) }));
}

function lesionCells({ lesion, inputs }: Prediction): Cells {
  const [l, p, s] = lesion.centroidLps;
  const { segmentation, image } = inputs;
  return {
    study_uid: image?.studyInstanceUid ?? '',
    ct_series_uid: image?.seriesInstanceUid ?? '',
    segmentation_uid: segmentation.sopInstanceUid ?? '',
    segment: segmentation.segmentNumber,
    label: segmentation.segmentLabel ?? '',
    component: segmentation.component ?? '',
    volume_mm3: rounded(lesion.volumeMm3),
    longest_diameter_mm: rounded(lesion.longestDiameterMm),
    centroid_l: rounded(l),
    centroid_p: rounded(p),
    centroid_s: rounded(s),
    voxels: lesion.voxelCount,
    slices: lesion.sliceCount,
    parts: lesion.partCount,
    fraction_in_field: rounded(lesion.fractionInField),
  };
}

/** To a nanometre: the digits behind hang on where the grid begins. */
const rounded = (mm: number) => Math.round(mm * 1e6) / 1e6;

function modelCells({ model, inputs, likeness, warnings }: Prediction): Cells {
  return {
    likeness_score: likeness?.score ?? '',
    likeness_p: likeness?.p ?? '',
    model: model.id,
    model_version: model.version,
    model_digest: model.digest,
    warnings: warnings.map(({ code }) => code).join(';'),
    clinical: Object.entries(inputs.clinical)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(';'),
    clinical_missing: [...inputs.clinicalMissing].sort().join(';'),
  };
}

function targetCells(target: TargetPrediction): Cells {
  if (target.status === 'withheld') {
    const { id, status, reasons } = target;
    return { target: id, status, withheld_for: reasons.join(';') };
  }
  const { id, probability, status, threshold, set, indeterminate, uncertainty } = target;
  const [low = '', high = ''] = indeterminate ?? [];
  return {
    target: id,
    probability,
    status,
    withheld_for: target.shownDespite?.join(';') ?? '',
    threshold,
    // An empty set is told from none being claimed by its level.
    set: set?.classes.join(';') ?? '',
    set_level: set?.level ?? '',
    p_mutant: set?.p.mutant ?? '',
    p_wild_type: set?.p.wildType ?? '',
    indeterminate_low: low,
    indeterminate_high: high,
    lower: uncertainty?.lower ?? '',
    upper: uncertainty?.upper ?? '',
  };
}

/** Relative to the folder of the reports, so that the table is the same wherever they lie. */
function reportCells({ written, reportError }: ModelOutcome, { reports }: TablePlaces): Cells {
  const report = written.at(-1);
  return {
    report: report && reports ? path.relative(reports, report).split(path.sep).join('/') : '',
    ...(reportError && { error_code: reportError.code, error: messageIn(reportError) }),
  };
}

const messageIn = (error: PlainError) => wordsOf(error, en).message;
