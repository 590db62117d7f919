import { fromAsciiText, toAsciiText } from './asciiText.js';
import type { Draft } from './propertyPath.js';
import { getAt, setAt } from './propertyPath.js';

/*
 * The parts of a Prediction that DICOM has no content item for, as Algorithm Parameters (TID 4019)
 * of the form `key=value`. One table gives both directions.
 */

type ParameterKind = 'text' | 'number' | 'list';

/** Key in the document, path in the Prediction (or in one of its targets), kind of value. */
export type ParameterTable = readonly (readonly [key: string, path: string, kind: ParameterKind])[];

/** Of the run: parameters of the measurement group. */
export const RUN_PARAMETERS: ParameterTable = [
  ['schema_version', 'schemaVersion', 'number'],
  ['run_uid', 'uid', 'text'],
  ['created_at', 'createdAt', 'text'],
  ['model_id', 'model.id', 'text'],
  ['model_digest', 'model.digest', 'text'],
  ['model_status', 'model.status', 'text'],
  ['model_trained_on', 'model.trainedOn', 'text'],
  ['model_intended_use', 'model.intendedUse', 'text'],
  ['clinical_height_cm', 'inputs.clinical.heightCm', 'number'],
  ['clinical_weight_kg', 'inputs.clinical.weightKg', 'number'],
  ['clinical_family_history', 'inputs.clinical.familyHistory', 'text'],
  ['clinical_stage', 'inputs.clinical.stage', 'number'],
  ['clinical_lobe', 'inputs.clinical.lobe', 'text'],
  ['clinical_invasive_degree', 'inputs.clinical.invasiveDegree', 'text'],
  ['clinical_density', 'inputs.clinical.density', 'text'],
  ['clinical_vacuole', 'inputs.clinical.vacuole', 'text'],
  ['clinical_missing', 'inputs.clinicalMissing', 'list'],
  ['contours_kind', 'inputs.segmentation.kind', 'text'],
  ['contours_study_uid', 'inputs.segmentation.studyInstanceUid', 'text'],
  ['contours_series_uid', 'inputs.segmentation.seriesInstanceUid', 'text'],
  ['contours_sop_class_uid', 'inputs.segmentation.sopClassUid', 'text'],
  ['contours_sop_instance_uid', 'inputs.segmentation.sopInstanceUid', 'text'],
  ['contours_segment_number', 'inputs.segmentation.segmentNumber', 'number'],
  ['contours_segment_label', 'inputs.segmentation.segmentLabel', 'text'],
  ['contours_component', 'inputs.segmentation.component', 'number'],
  ['runtime', 'device.runtime', 'text'],
  ['runtime_version', 'device.runtimeVersion', 'text'],
  ['device_backend', 'device.backend', 'text'],
  ['device_name', 'device.name', 'text'],
  ['device_threads', 'device.threads', 'number'],
  ['device_arithmetic', 'device.arithmetic', 'text'],
  ['device_server', 'device.server', 'text'],
  ['device_fallback_reason', 'device.fallbackReason', 'text'],
  ['likeness_score', 'likeness.score', 'number'],
  ['likeness_farthest', 'likeness.farthest', 'text'],
  ['likeness_p', 'likeness.p', 'number'],
  ['likeness_limit', 'likeness.limit', 'number'],
  ['likeness_cases', 'likeness.cases', 'number'],
  ['time_views_ms', 'timingsMs.views', 'number'],
  ['time_run_ms', 'timingsMs.run', 'number'],
  ['time_total_ms', 'timingsMs.total', 'number'],
];

/** Of one target: parameters of its probability. The interval is also given as two NUMs. */
export const TARGET_PARAMETERS: ParameterTable = [
  ['target', 'id', 'text'],
  ['set', 'set.classes', 'list'],
  ['set_level', 'set.level', 'number'],
  ['set_p_mutant', 'set.p.mutant', 'number'],
  ['set_p_wild_type', 'set.p.wildType', 'number'],
  ['set_cases_mutant', 'set.cases.mutant', 'number'],
  ['set_cases_wild_type', 'set.cases.wildType', 'number'],
  ['set_coverage_mutant', 'set.coverage.mutant', 'number'],
  ['set_coverage_wild_type', 'set.coverage.wildType', 'number'],
  ['indeterminate_from', 'indeterminate.0', 'number'],
  ['indeterminate_to', 'indeterminate.1', 'number'],
  ['interval_lower', 'uncertainty.lower', 'number'],
  ['interval_upper', 'uncertainty.upper', 'number'],
  ['interval_method', 'uncertainty.method', 'text'],
  ['shown_despite', 'shownDespite', 'list'],
];

/** Of a target whose probability is withheld: parameters of its status. */
export const WITHHELD_PARAMETERS: ParameterTable = [
  ['target', 'id', 'text'],
  ['withheld_for', 'reasons', 'list'],
  ['probability_code', 'codes.probability.value', 'text'],
  ['probability_scheme', 'codes.probability.scheme', 'text'],
  ['probability_meaning', 'codes.probability.meaning', 'text'],
];

const KINDS: Readonly<
  Record<
    ParameterKind,
    { write: (value: unknown) => string; read: (text: string) => string | number | string[] }
  >
> = {
  text: { write: (value) => toAsciiText(String(value)), read: fromAsciiText },
  // JavaScript's shortest decimal form returns the same double.
  number: { write: String, read: Number },
  list: {
    write: (value) => (value as readonly string[]).join(','),
    read: (text) => (text === '' ? [] : text.split(',')),
  },
};

/** The `key=value` parameters of what `source` has; absent values have none. */
export function writeParameters(table: ParameterTable, source: unknown): string[] {
  return table.flatMap(([key, path, kind]) => {
    const value = getAt(source, path);
    return value === undefined ? [] : [`${key}=${KINDS[kind].write(value)}`];
  });
}

/** Sets what the parameters say; unknown keys are those of a newer version and are left alone. */
export function readParameters(
  table: ParameterTable,
  parameters: readonly string[],
  into: Draft,
): void {
  const values = new Map(parameters.map(splitParameter));
  for (const [key, path, kind] of table) {
    const text = values.get(key);
    if (text !== undefined) setAt(into, path, KINDS[kind].read(text));
  }
}

/** The value of one parameter, as written. */
export function parameterNamed(parameters: readonly string[], name: string): string | undefined {
  const found = parameters.map(splitParameter).find(([key]) => key === name);
  return found?.[1];
}

export function splitParameter(parameter: string): [key: string, value: string] {
  const [key = '', ...value] = parameter.split('=');
  return [key, value.join('=')];
}
