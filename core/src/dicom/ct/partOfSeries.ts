/** What tells apart the images that one series holds of one place. */
export interface SeriesPart {
  readonly acquisitionNumber?: string;
  /** E.g. `DERIVED\PRIMARY\AXIAL`. */
  readonly imageType?: string;
  /** Of the frames of an enhanced image. */
  readonly stackId?: string;
  readonly temporalPosition?: string;
  /** Per cent of the cardiac cycle. */
  readonly cardiacPhase?: string;
  /** ms after the R wave; may differ a little from slice to slice. */
  readonly triggerTime?: number;
  /** Date and time as one number, in the order of time only. */
  readonly acquisitionTime?: number;
}

/** What an image or frame states of its part of a series, wherever it was read; absent where it is empty. */
export interface StatedPart {
  readonly acquisitionNumber?: string | number | undefined;
  /** Image Type or Frame Type. */
  readonly imageType: readonly string[];
  readonly stackId?: string | undefined;
  readonly temporalPosition?: string | number | undefined;
  readonly cardiacPhase?: number | undefined;
  /** As DICOM writes it. */
  readonly triggerTime?: string | undefined;
  /** DT; else of DA and TM. */
  readonly acquisitionDateTime?: string | undefined;
  readonly acquisitionDate?: string | undefined;
  readonly acquisitionTime?: string | undefined;
}

/** Without what is empty; what only tells phases apart refuses no image. */
export function partOfSeries(stated: StatedPart): SeriesPart {
  const { acquisitionNumber, imageType, stackId, temporalPosition, cardiacPhase } = stated;
  const triggerTime = Number(stated.triggerTime || NaN);
  const acquisitionTime = momentOf(stated);
  return {
    imageType: imageType.join('\\'),
    ...(isStated(acquisitionNumber) && { acquisitionNumber: String(acquisitionNumber) }),
    ...(isStated(stackId) && { stackId }),
    ...(isStated(temporalPosition) && { temporalPosition: String(temporalPosition) }),
    ...(isStated(cardiacPhase) && { cardiacPhase: String(cardiacPhase) }),
    ...(Number.isFinite(triggerTime) && { triggerTime }),
    ...(acquisitionTime !== undefined && { acquisitionTime }),
  };
}

const isStated = <Value>(value: Value | undefined): value is Value =>
  value !== undefined && value !== '';

/** `YYYYMMDDHHMMSS.FFFFFF` as a number, of DT or of DA and TM; dates of a series are mostly equal. */
function momentOf({
  acquisitionDateTime,
  acquisitionDate = '',
  acquisitionTime = '',
}: StatedPart): number | undefined {
  const text = acquisitionDateTime ?? `${acquisitionDate}${acquisitionTime}`;
  const digits = /^\d+(?:\.\d+)?/.exec(text.replaceAll(':', ''))?.[0];
  return digits === undefined ? undefined : Number(digits);
}
