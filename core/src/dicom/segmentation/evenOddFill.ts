/** A closed polygon as x, y pairs in pixel indices; the last point joins the first. */
export type Polygon = readonly (readonly [x: number, y: number])[];

/**
 * Visits every pixel whose centre lies inside an odd number of the polygons' windings: an inner
 * contour is a hole, and the two sides of a keyhole's channel cancel. A centre on a left or upper
 * edge is inside, on a right or lower edge outside, so that touching areas share no pixel.
 */
export function fillEvenOdd(
  polygons: readonly Polygon[],
  visit: (column: number, row: number) => void,
): void {
  const crossings = new Map<number, number[]>();
  for (const polygon of polygons) {
    polygon.forEach((from, n) => addCrossings(crossings, from, polygon[(n + 1) % polygon.length]!));
  }
  for (const [row, xs] of crossings) {
    xs.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < xs.length; pair += 2) {
      for (let column = Math.ceil(xs[pair]!); column < xs[pair + 1]!; column++) visit(column, row);
    }
  }
}

/** Where an edge crosses the rows of pixel centres; half-open, so that a shared end counts once. */
function addCrossings(
  crossings: Map<number, number[]>,
  [x1, y1]: Polygon[number],
  [x2, y2]: Polygon[number],
): void {
  const upper = Math.min(y1, y2);
  const lower = Math.max(y1, y2);
  for (let row = Math.ceil(upper); row < lower; row++) {
    const x = x1 + ((row - y1) / (y2 - y1)) * (x2 - x1);
    const xs = crossings.get(row);
    if (xs) xs.push(x);
    else crossings.set(row, [x]);
  }
}
