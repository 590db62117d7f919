import type { Polygon } from './evenOddFill.js';
import { fillEvenOdd } from './evenOddFill.js';
import { PixelArea } from './pixelArea.js';

/** A closed contour in pixel indices. */
export interface Contour {
  readonly polygon: Polygon;
  /** Of the type CLOSEDPLANAR_XOR: combined with others of that type by exclusive disjunction. */
  readonly isXor: boolean;
}

/**
 * Visits the pixels that the contours of one plane mean (docs/decisions/0012). A contour that is drawn
 * twice counts once; contours that partly overlap are joined; one that lies wholly in another is a hole,
 * one in a hole an island. Contours of the type CLOSEDPLANAR_XOR exclude each other, as the type says
 * (PS3.3 C.8.8.6.3), and together are as one of the others. Within one contour the even-odd rule holds,
 * so that the two sides of a keyhole's channel cancel.
 *
 * @returns how many pixels hang on that some repeat or partly overlap others: the even-odd rule reads
 *   them otherwise, or contours of the type CLOSEDPLANAR_XOR cancel there
 */
export function fillContours(
  contours: readonly Contour[],
  visit: (column: number, row: number) => void,
): number {
  const polygons = contours.map(({ polygon }) => polygon);
  if (polygons.length < 2 && polygons.every((polygon) => onceAround(polygon) === polygon)) {
    fillEvenOdd(polygons, visit);
    return 0;
  }
  const plain = areasOf(contours.filter(({ isXor }) => !isXor));
  const excluding = contours.filter(({ isXor }) => isXor);
  const excluded = PixelArea.filledBy(excluding.map(({ polygon }) => polygon));

  const meant = excluding.length > 0 ? joined([...plain, excluded]) : joined(plain);
  meant.visit(visit);
  return Math.max(
    meant.differenceTo(PixelArea.filledBy(polygons)),
    excluded.differenceTo(joined(areasOf(excluding))),
  );
}

const areasOf = (contours: readonly Contour[]): PixelArea[] =>
  contours.map(({ polygon }) => PixelArea.filledBy([onceAround(polygon)]));

/** A contour that is traced more than once, as it is traced once; else itself. */
function onceAround(polygon: Polygon): Polygon {
  const [start] = polygon;
  if (!start) return polygon;
  const isSame = (a: Polygon[number], b: Polygon[number]) => a[0] === b[0] && a[1] === b[1];
  for (let period = 3; 2 * period <= polygon.length; period++) {
    if (polygon.length % period !== 0 || !isSame(start, polygon[period]!)) continue;
    if (polygon.every((point, n) => isSame(point, polygon[n % period]!))) {
      return polygon.slice(0, period);
    }
  }
  return polygon;
}

type Relation = 'apart' | 'repeated' | 'holds' | 'lies-in' | 'overlaps';

/** Contours this much alike may be one drawn twice; a small hole in a thin wall is less alike. */
const REPEATED_SHARE = 0.5;

/** How two areas lie to each other, pixel by pixel. */
function relationOf(a: PixelArea, b: PixelArea): Relation {
  const shared = a.countIn(b);
  if (shared === 0) return 'apart';
  const [all, others] = [a.count, b.count];
  // A wall of less than two pixels is no wall: the same border was drawn twice.
  const isRim = !a.exceedsByBlock(b) && !b.exceedsByBlock(a);
  if (isRim && shared >= REPEATED_SHARE * Math.max(all, others)) return 'repeated';
  if (shared === others) return 'holds';
  return shared === all ? 'lies-in' : 'overlaps';
}

/** Areas that belong together, since each repeats or overlaps another of them. */
interface Cluster {
  readonly areas: PixelArea[];
  /** Clusters that hold this one. */
  depth: number;
}

/** Joins what repeats or overlaps; of what lies in each other, every second is a hole. */
function joined(areas: readonly PixelArea[]): PixelArea {
  const filled = areas.filter(({ count }) => count > 0);
  const whole = PixelArea.emptyAround(filled);
  for (const { areas: members, depth } of clustersOf(filled)) {
    for (const member of members) whole.paint(member, depth % 2 === 0 ? 1 : 0);
  }
  return whole;
}

/** From the outermost to the innermost. */
function clustersOf(areas: readonly PixelArea[]): Cluster[] {
  const clusterOf = areas.map((area): Cluster => ({ areas: [area], depth: 0 }));
  const nested: (readonly [outer: number, inner: number])[] = [];
  areas.forEach((a, n) => {
    for (let m = 0; m < n; m++) {
      const relation = relationOf(a, areas[m]!);
      if (relation === 'holds') nested.push([n, m]);
      if (relation === 'lies-in') nested.push([m, n]);
      if (relation === 'repeated' || relation === 'overlaps') merge(clusterOf, n, m);
    }
  });
  const holders = new Map<Cluster, Set<Cluster>>();
  for (const [outer, inner] of nested) {
    const [holder, held] = [clusterOf[outer]!, clusterOf[inner]!];
    if (holder === held) continue;
    holders.set(held, (holders.get(held) ?? new Set()).add(holder));
  }
  const clusters = [...new Set(clusterOf)];
  for (const cluster of clusters) cluster.depth = holders.get(cluster)?.size ?? 0;
  return clusters.sort((a, b) => a.depth - b.depth);
}

function merge(clusterOf: Cluster[], n: number, m: number): void {
  const [into, from] = [clusterOf[n]!, clusterOf[m]!];
  if (into === from) return;
  into.areas.push(...from.areas);
  clusterOf.forEach((cluster, index) => {
    if (cluster === from) clusterOf[index] = into;
  });
}
