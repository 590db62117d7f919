import { EDGES, viewPlaneSchema } from '@mutation-prediction/core';
import type { Vector3 } from '@mutation-prediction/core';
import { lesionViews } from '../testing/fixtures.js';
import { VIEW_CENTRE, lpsAt } from './viewGeometry.js';

const views = lesionViews(299);

/** Direction of a step in LPS as DICOM's letters, sorted, e.g. [-1, 0, 1] → "HR". */
function letters(step: Vector3): string {
  const names = [
    ['R', 'L'],
    ['A', 'P'],
    ['F', 'H'],
  ] as const;
  return step
    .flatMap((mm, axis) => (Math.abs(mm) < 1e-9 ? [] : [names[axis]![mm < 0 ? 0 : 1]]))
    .sort()
    .join('');
}

const sorted = (text: string) => [...text].sort().join('');

it.each(viewPlaneSchema.options)('names the edges of the %s view by where they lie', (plane) => {
  const centre = lpsAt(views, plane, VIEW_CENTRE);
  const towards = (x: number, y: number) => {
    const point = lpsAt(views, plane, { x, y });
    return letters([point[0] - centre[0], point[1] - centre[1], point[2] - centre[2]]);
  };
  expect(towards(0, 0.5)).toBe(sorted(EDGES[plane].left));
  expect(towards(1, 0.5)).toBe(sorted(EDGES[plane].right));
  expect(towards(0.5, 0)).toBe(sorted(EDGES[plane].top));
  expect(towards(0.5, 1)).toBe(sorted(EDGES[plane].bottom));
});

it('shows every plane but the axial one head up', () => {
  for (const plane of viewPlaneSchema.options) {
    expect(EDGES[plane].top).toMatch(plane === 'axial' ? 'A' : 'H');
  }
});
