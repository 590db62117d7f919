import type { Acquisition } from '../../imaging/ctImage.js';

/** What a CT header states, wherever it was read; unknown values are absent. */
export type StatedAcquisition = {
  readonly [Key in Exclude<keyof Acquisition, 'modality'>]?: Acquisition[Key] | undefined;
};

/** How a CT was made, without what its header leaves empty. */
export function ctAcquisition({
  isPhantom,
  bodyPartExamined,
  sliceThicknessMm,
  contrastBolusAgent,
  seriesDescription,
}: StatedAcquisition): Acquisition {
  return {
    modality: 'CT',
    ...(isPhantom && { isPhantom }),
    ...(bodyPartExamined && { bodyPartExamined }),
    ...(sliceThicknessMm && { sliceThicknessMm }),
    ...(contrastBolusAgent && { contrastBolusAgent }),
    ...(seriesDescription && { seriesDescription }),
  };
}

/** E.g. `CT series 3 "THORAX 1.0 B45f"`. */
export function ctSeriesTitle(
  number: string | number | undefined,
  description: string | undefined,
): string {
  const title = `CT series ${number ?? 'without number'}`;
  return description ? `${title} "${description}"` : title;
}
