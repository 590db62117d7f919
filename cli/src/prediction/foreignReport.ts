import type { MeasurementGroup, MeasurementReportContent } from '@mutation-prediction/core';
import { row } from '../terminal/tableRow.js';

/** Digits of a number that somebody else measured. */
const DIGITS = 6;

/** A report of another maker for the terminal: what was measured, and by whom. */
export function foreignReportTable({ title, origin, groups }: MeasurementReportContent): string {
  const { manufacturer, device, author } = origin;
  const maker = [manufacturer, device].filter((part) => part !== undefined).join(', ');
  const lines = [
    '! Of another maker, and no prediction of this product: nothing of it is checked.',
    row('Report', title),
    row('Made by', maker || 'not stated'),
    row('Author', author ?? 'not stated'),
    ...groups.flatMap((group) => ['', ...groupLines(group)]),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines(group: MeasurementGroup): string[] {
  const { trackingIdentifier, finding, sites, segment, measurements, evaluations } = group;
  const what = [trackingIdentifier ?? 'Region without a name', finding, ...sites];
  const names = measurements.map(({ name, qualifiers }) =>
    [name.meaning, ...qualifiers].join(', '),
  );
  const width = Math.max(0, ...names.map((name) => name.length));
  return [
    what.filter((part) => part !== undefined).join(', '),
    ...(segment
      ? [`  segment ${segment.segmentNumber ?? 'without number'} of SEG ${segment.sopInstanceUid}`]
      : []),
    ...measurements.map(({ value, unit }, n) =>
      `  ${names[n]!.padEnd(width)}  ${Number(value.toPrecision(DIGITS))} ${unitText(unit)}`.trimEnd(),
    ),
    ...evaluations.map(({ name, answer }) => `  ${name}: ${answer}`),
  ];
}

function unitText(unit: MeasurementGroup['measurements'][number]['unit']): string {
  return !unit || unit.value === '1' ? '' : unit.value;
}
