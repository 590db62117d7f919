/**
 * A data set keyed by DICOM keywords, as we write it: sequences are arrays of data sets, DS and IS are
 * strings that we formatted, other numbers are numbers, binary values are ArrayBuffers. An empty
 * string or array writes an empty (type 2) attribute; `undefined` leaves the attribute out.
 */
export interface NaturalisedDataset {
  readonly [keyword: string]: NaturalisedValue | undefined;
}

export type NaturalisedValue =
  string | number | ArrayBuffer | NaturalisedDataset | readonly NaturalisedValue[];

/**
 * A data set as others hand it to us, e.g. OHIF's metadata: one-item sequences may be plain objects,
 * numbers strings, names objects. Nothing is certain but that keywords are keys.
 */
export type ForeignDataset = Readonly<Record<string, unknown>>;
