import type { CtSlice, SeriesPart } from './ctSlice.js';
import { hasRepeatedPositions } from './ctStack.js';
import { haveSameRaster } from './imagePlane.js';

/** Slices of a series that may form one stack. */
export interface SlicesOfPart {
  readonly slices: readonly CtSlice[];
  /** What sets them apart from the others of their series; empty where there are no others. */
  readonly distinction: readonly string[];
  readonly acquisitionNumber?: string;
}

/** How images of one place are told apart, the likeliest first. */
const DISTINCTIONS: readonly (readonly [keyof SeriesPart, name: string])[] = [
  ['acquisitionNumber', 'acquisition'],
  ['imageType', 'image type'],
  ['stackId', 'stack'],
  ['temporalPosition', 'time point'],
];

/**
 * Divides a series into the stacks that it may hold: first by raster, since reformats and scouts
 * lie across the slices; then, where slices repeat a position, by what the images say of themselves.
 */
export function divideSeries(slices: readonly CtSlice[]): SlicesOfPart[] {
  const rasters = byRaster(slices);
  return rasters.flatMap((raster) => {
    const distinction = rasters.length > 1 ? [`${raster.length} of ${slices.length} images`] : [];
    return divideRepeated({ slices: raster, distinction }, DISTINCTIONS);
  });
}

/** Slices of equal size, orientation, pixel spacing and frame of reference. */
function byRaster(slices: readonly CtSlice[]): CtSlice[][] {
  const rasters: CtSlice[][] = [];
  for (const slice of slices) {
    const same = rasters.find(([first]) => isSameRaster(first!, slice));
    if (same) same.push(slice);
    else rasters.push([slice]);
  }
  return rasters;
}

function isSameRaster(a: CtSlice, b: CtSlice): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.frameOfReferenceUid === b.frameOfReferenceUid &&
    haveSameRaster(a.plane, b.plane)
  );
}

function divideRepeated(
  part: SlicesOfPart,
  [distinction, ...others]: typeof DISTINCTIONS,
): SlicesOfPart[] {
  if (!distinction || !hasRepeatedPositions(part.slices)) return [part];
  const [key, name] = distinction;
  const groups = groupBy(part.slices, (slice) => slice.part[key]);
  // A value that every image has of its own tells no stacks apart.
  const tellsApart = groups.size > 1 && groups.size <= part.slices.length / 2;
  if (!tellsApart) return divideRepeated(part, others);
  return [...groups].flatMap(([value, slices]) =>
    divideRepeated(
      {
        ...part,
        slices,
        distinction: [...part.distinction, `${name} ${value ?? 'not given'}`],
        ...(key === 'acquisitionNumber' && value && { acquisitionNumber: value }),
      },
      others,
    ),
  );
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
