import type { MeasurementReportContent } from './readMeasurements.js';

const HEADER = [
  ...['region', 'tracking_uid', 'finding', 'site', 'segment_number', 'seg_sop_instance_uid'],
  ...['measurement', 'code', 'qualifiers', 'value', 'unit', 'method'],
];

/**
 * A line for each number and each evaluation of a report: the region that it is of, its name, code and
 * qualifiers, the value to the last bit, and its unit (UCUM).
 */
export function measurementsAsCsv({ groups }: MeasurementReportContent): string {
  const lines = groups.flatMap((group) => {
    const { trackingIdentifier, trackingUid, finding, sites, segment, methods } = group;
    const of = [
      ...[trackingIdentifier, trackingUid, finding, sites.join('; ')],
      ...[segment?.segmentNumber, segment?.sopInstanceUid],
    ];
    const method = methods.join('; ');
    return [
      ...group.measurements.map(({ name, qualifiers, value, unit }) => [
        ...[...of, name.meaning, `${name.value} ${name.scheme}`, qualifiers.join('; ')],
        ...[value, unit?.value, method],
      ]),
      ...group.evaluations.map(({ name, answer }) => [...of, name, '', '', answer, '', method]),
    ];
  });
  return [HEADER, ...lines, ['']].map((line) => line.map(cell).join(',')).join('\n');
}

/** RFC 4180; what a spreadsheet would take for a formula is text. */
function cell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = (value ?? '').replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
