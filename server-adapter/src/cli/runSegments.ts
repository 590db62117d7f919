import {
  countSegmentVoxels,
  type SegmentationObject,
  type SegmentDescription,
} from '@mutation-prediction/core';
import { openSegmentation, type OpenSegmentation } from './openSegmentation.js';
import type { SegmentsOptions } from './segmentsCommand.js';

/** A segment as listed; of a NIfTI label only the number is known. */
interface ListedSegment extends Partial<SegmentDescription> {
  readonly number: number;
  /** On the segmentation's own grid; absent for ROIs and NIfTI labels. */
  readonly voxelCount?: number;
}

/** Lists everything that a segmentation file describes, also what nobody drew. */
export async function runSegments(file: string, { json }: SegmentsOptions): Promise<void> {
  const segmentation = await openSegmentation(file);
  const segments = listSegments(segmentation);
  if (json) {
    const { name, kind } = segmentation;
    process.stdout.write(`${JSON.stringify({ file: name, kind, segments }, undefined, 2)}\n`);
  } else {
    process.stdout.write(segmentTable(segments));
  }
}

function listSegments({ object, segments }: OpenSegmentation): readonly ListedSegment[] {
  return object ? listDicomSegments(object) : segments;
}

function listDicomSegments(object: SegmentationObject): ListedSegment[] {
  if (object.kind === 'RTSTRUCT') return [...object.segments];
  const voxelCounts = countSegmentVoxels(object);
  return object.segments.map((segment) => ({
    ...segment,
    voxelCount: voxelCounts.get(segment.number) ?? 0,
  }));
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
