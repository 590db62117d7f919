import { labelRegion } from './labelledRegion.js';
import type { LabelledRegion, Voxels } from './labelledRegion.js';

/**
 * The segments that the header of a 3D Slicer segmentation (`.seg.nrrd`) describes: `Segment0_Name`,
 * `Segment0_LabelValue`, `Segment0_Layer` and so on (Slicer's vtkSegmentationConverter documentation).
 *
 * @returns `undefined` for another NRRD
 */
export function slicerSegments(
  fields: ReadonlyMap<string, string>,
  layers: readonly Voxels[],
): LabelledRegion[] | undefined {
  const described = [];
  for (let n = 0; fields.has(`Segment${n}_ID`); n++) {
    const field = (name: string) => fields.get(`Segment${n}_${name}`);
    const value = Number(field('LabelValue') ?? 1);
    const voxels = layers[Number(field('Layer') ?? 0)];
    if (voxels) described.push({ place: n + 1, value, voxels, label: field('Name') });
  }
  if (described.length === 0) return undefined;
  const values = new Set(described.map(({ value }) => value));
  const areLabelsOwn = values.size === described.length;
  return described
    .filter(({ voxels, value }) => voxels.includes(value as never))
    .map(({ place, value, voxels, label }) => ({
      ...labelRegion(voxels, value),
      number: areLabelsOwn ? value : place,
      ...(label && { label }),
    }));
}
