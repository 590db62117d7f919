import { parseSegments } from '@mutation-prediction/server-adapter/parsing';
import type { ListedSegment } from '@mutation-prediction/server-adapter/case';
import { print, printJson } from '../terminal/terminal.js';

export interface SegmentsOptions {
  readonly json?: true;
}

/** Lists everything that a segmentation file describes, also what nobody drew. */
export async function runSegments(file: string, { json }: SegmentsOptions): Promise<void> {
  const { name, kind, segments } = await parseSegments(file);
  if (json) {
    printJson({ file: name, kind, segments });
  } else {
    print(segmentTable(segments));
  }
}

function segmentTable(segments: readonly ListedSegment[]): string {
  const rows = [['Number', 'Label', 'Algorithm', 'Size'], ...segments.map(segmentRow)];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function segmentRow({
  number,
  label,
  algorithmType,
  voxelCount,
  contourCount,
}: ListedSegment): string[] {
  const size =
    voxelCount !== undefined
      ? `${voxelCount} voxels`
      : contourCount !== undefined
        ? `${contourCount} contours`
        : '';
  return [String(number), label ?? '', algorithmType ?? '', size];
}
