import {
  unitText,
  type MeasurementGroup,
  type MeasurementReportContent,
} from '@mutation-prediction/core';
import { row } from '../terminal/tableRow.js';

/** Digits of a number that somebody else measured. */
const DIGITS = 6;

/** A report of another maker for the terminal: what was measured, and by whom. */
export function foreignReportTable({
  title,
  origin,
  contentDate,
  groups,
}: MeasurementReportContent): string {
  const { manufacturer, device, author } = origin;
  const maker = [manufacturer, device].filter((part) => part !== undefined).join(', ');
  const lines = [
    '! Of another maker, and no prediction of this product: nothing of it is checked.',
    row('Report', [title, contentDate].filter(Boolean).join(', ')),
    row('Made by', maker || 'not stated'),
    row('Author', author ?? 'not stated'),
    ...groups.flatMap((group) => ['', ...groupLines(group)]),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines(group: MeasurementGroup): string[] {
  const { trackingIdentifier, finding, sites, segment, methods, measurements, evaluations } = group;
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
    ...methods.map((method) => `  by ${method}`),
    ...measurements.map(({ value, unit }, n) =>
      `  ${names[n]!.padEnd(width)}  ${Number(value.toPrecision(DIGITS))} ${unitText(unit)}`.trimEnd(),
    ),
    ...evaluations.map(({ name, answer }) => `  ${name}: ${answer}`),
  ];
}
