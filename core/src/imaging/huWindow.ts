/** How the levels of a window follow from HU (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
const VOI_LUT_FUNCTIONS = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;
type VoiLutFunction = (typeof VOI_LUT_FUNCTIONS)[number];

export interface HuWindow {
  readonly centre: number;
  readonly width: number;
  /** Absent: LINEAR. */
  readonly function?: Exclude<VoiLutFunction, 'LINEAR'>;
}

/** In slice order k of a grid; `undefined` of a slice that proposes none. */
export type SliceWindows = readonly (HuWindow | undefined)[];

/** A linear window of width 1 has two levels, black and white. */
const NARROWEST = 2;

/** The attributes of an image's VOI LUT, wherever they were read. */
export interface StatedWindows {
  readonly centres: readonly number[];
  readonly widths: readonly number[];
  readonly function: string | undefined;
}

/**
 * Of the windows of an image the one with the lowest centre, the lung's where it has several; none of a
 * function that the standard does not know. A VOI LUT Sequence is not read.
 */
export function proposedWindow(stated: StatedWindows): HuWindow | undefined {
  const name = VOI_LUT_FUNCTIONS.find((known) => known === (stated.function ?? 'LINEAR'));
  if (!name) return undefined;
  const [lowest] = stated.centres
    .map((centre, n) => ({ centre, width: stated.widths[n] ?? NaN }))
    .filter(({ centre, width }) => Number.isFinite(centre) && width >= NARROWEST)
    .sort((a, b) => a.centre - b.centre);
  return lowest && (name === 'LINEAR' ? lowest : { ...lowest, function: name });
}

/** Of a stack's slices, in its order. */
export function sliceWindows(slices: readonly { readonly window?: HuWindow }[]): {
  readonly windows?: SliceWindows;
} {
  const windows = slices.map(({ window }) => window);
  return windows.some(Boolean) ? { windows } : {};
}
