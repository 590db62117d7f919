import type { StackableSlice } from './ctStack.js';
import { hasRepeatedPositions, POSITION_TOLERANCE_MM } from './ctStack.js';
import { haveSameRaster, slicePosition } from './imagePlane.js';
import type { SeriesPart } from './partOfSeries.js';

/** What dividing a series asks of a slice. */
export type DivisibleSlice = StackableSlice & { readonly part: SeriesPart };

/** Slices of a series that may form one stack. */
export interface SlicesOfPart<Slice extends DivisibleSlice> {
  readonly slices: readonly Slice[];
  /** What sets them apart from the others of their series; empty where there are no others. */
  readonly distinction: readonly string[];
  readonly acquisitionNumber?: string;
  /** Which of several phases of one place, e.g. `cardiac phase 75 %`. */
  readonly phase?: string;
}

type StatedKey =
  'acquisitionNumber' | 'imageType' | 'stackId' | 'temporalPosition' | 'cardiacPhase';

/** How images of one place are told apart by what they say of themselves, the likeliest first. */
interface Distinction {
  readonly key: StatedKey;
  readonly name: string;
  readonly unit?: string;
  /** Whether its values are moments of one examination. */
  readonly isPhase?: true;
}
const DISTINCTIONS: readonly Distinction[] = [
  { key: 'acquisitionNumber', name: 'acquisition' },
  { key: 'imageType', name: 'image type' },
  { key: 'stackId', name: 'stack' },
  { key: 'temporalPosition', name: 'time point', isPhase: true },
  { key: 'cardiacPhase', name: 'cardiac phase', unit: ' %', isPhase: true },
];

/** Moments that differ a little from slice to slice, so that only their order tells phases apart. */
const MOMENTS = [
  ['triggerTime', 'by trigger time'],
  ['acquisitionTime', 'by acquisition time'],
] as const satisfies readonly (readonly [keyof SeriesPart, string])[];

/**
 * Divides a series into the stacks that it may hold: first by raster, since reformats and scouts
 * lie across the slices; then, where slices repeat a position, by what the images say of themselves, and
 * at last by the order in time of the images of each position.
 */
export function divideSeries<Slice extends DivisibleSlice>(
  slices: readonly Slice[],
): SlicesOfPart<Slice>[] {
  const rasters = byRaster(slices);
  return rasters.flatMap((raster) => {
    const distinction = rasters.length > 1 ? [`${raster.length} of ${slices.length} images`] : [];
    const part = { slices: raster, distinction };
    return dividedAtOnce(part) ?? divideRepeated(part, DISTINCTIONS);
  });
}

/**
 * By the one distinction that gives as many stacks as there are images of one position, each whole: beds
 * of a scan may bear acquisition numbers too, which tell no phases apart.
 */
function dividedAtOnce<Slice extends DivisibleSlice>(
  part: SlicesOfPart<Slice>,
): SlicesOfPart<Slice>[] | undefined {
  const counts = [...byPosition(part.slices).values()].map((images) => images.length);
  const most = Math.max(...counts);
  if (most === 1) return undefined;
  for (const distinction of DISTINCTIONS) {
    const groups = groupBy(part.slices, (slice) => slice.part[distinction.key]);
    const areWhole = [...groups.values()].every((group) => !hasRepeatedPositions(group));
    if (groups.size === most && areWhole) return partsOf(part, groups, distinction);
  }
  return undefined;
}

/** Slices of equal size, orientation, pixel spacing and frame of reference. */
function byRaster<Slice extends DivisibleSlice>(slices: readonly Slice[]): Slice[][] {
  const rasters: Slice[][] = [];
  for (const slice of slices) {
    const same = rasters.find(([first]) => isSameRaster(first!, slice));
    if (same) same.push(slice);
    else rasters.push([slice]);
  }
  return rasters;
}

function isSameRaster(a: StackableSlice, b: StackableSlice): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.frameOfReferenceUid === b.frameOfReferenceUid &&
    haveSameRaster(a.plane, b.plane)
  );
}

function divideRepeated<Slice extends DivisibleSlice>(
  part: SlicesOfPart<Slice>,
  [distinction, ...others]: readonly Distinction[],
): SlicesOfPart<Slice>[] {
  if (!hasRepeatedPositions(part.slices)) return [part];
  if (!distinction) return dividedByOrder(part);
  const groups = groupBy(part.slices, (slice) => slice.part[distinction.key]);
  // A value that every image has of its own tells no stacks apart.
  const tellsApart = groups.size > 1 && groups.size <= part.slices.length / 2;
  if (!tellsApart) return divideRepeated(part, others);
  return partsOf(part, groups, distinction).flatMap((own) => divideRepeated(own, others));
}

function partsOf<Slice extends DivisibleSlice>(
  part: SlicesOfPart<Slice>,
  groups: ReadonlyMap<string | undefined, readonly Slice[]>,
  { key, name, unit = '', isPhase }: Distinction,
): SlicesOfPart<Slice>[] {
  return [...groups].map(([value, slices]) => {
    const own = value === undefined ? `${name} not given` : `${name} ${value}${unit}`;
    return {
      ...part,
      slices,
      distinction: [...part.distinction, own],
      ...(key === 'acquisitionNumber' && value && { acquisitionNumber: value }),
      ...(isPhase && { phase: own }),
    };
  });
}

/** The first images of all positions, the second ones and so on, where every position has as many. */
function dividedByOrder<Slice extends DivisibleSlice>(
  part: SlicesOfPart<Slice>,
): SlicesOfPart<Slice>[] {
  const positions = [...byPosition(part.slices).values()];
  const count = positions[0]!.length;
  if (positions.some((images) => images.length !== count)) return [part];
  for (const [key, by] of MOMENTS) {
    const moment = (slice: Slice) => slice.part[key] ?? NaN;
    const ordered = positions.map((images) => images.toSorted((a, b) => moment(a) - moment(b)));
    const isOrdered = ordered.every((images) =>
      images.every((slice, n) => n === 0 || moment(slice) > moment(images[n - 1]!)),
    );
    if (!isOrdered) continue;
    return Array.from({ length: count }, (_, n) => {
      const phase = `phase ${n + 1} of ${count} ${by}`;
      const slices = ordered.map((images) => images[n]!);
      return { ...part, slices, distinction: [...part.distinction, phase], phase };
    });
  }
  return [part];
}

/** Images of each position along the normal, which one decimal may have rounded. */
function byPosition<Slice extends StackableSlice>(slices: readonly Slice[]): Map<number, Slice[]> {
  const sorted = slices.toSorted((a, b) => slicePosition(a.plane) - slicePosition(b.plane));
  const found = new Map<number, Slice[]>();
  let last = NaN;
  for (const slice of sorted) {
    const position = slicePosition(slice.plane);
    const isSame = position - last < POSITION_TOLERANCE_MM;
    if (!isSame) last = position;
    found.set(last, [...(found.get(last) ?? []), slice]);
  }
  return found;
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
