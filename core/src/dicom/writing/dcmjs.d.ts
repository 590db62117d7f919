/** The small part of dcmjs (which ships no types) that we use. */
declare module 'dcmjs' {
  /** A data set keyed by eight-digit hexadecimal tags, as in the DICOM JSON model. */
  type TaggedDataset = Record<string, { vr: string; Value?: unknown }>;

  interface DictionaryEntry {
    readonly tag: string;
    readonly vr: string;
    readonly name: string;
  }

  class DicomDict {
    constructor(meta: TaggedDataset);
    meta: TaggedDataset;
    dict: TaggedDataset;
    write(): ArrayBuffer;
  }

  const data: {
    readonly DicomDict: typeof DicomDict;
    readonly DicomMessage: { readFile(bytes: ArrayBuffer): DicomDict };
    readonly DicomMetaDictionary: {
      /** By keyword. */
      readonly nameMap: Readonly<Record<string, DictionaryEntry>>;
      denaturalizeDataset(dataset: object): TaggedDataset;
      naturalizeDataset(dataset: TaggedDataset): Record<string, unknown>;
    };
  };

  interface Logger {
    setLevel(level: 'silent', persist: false): void;
  }

  const log: Logger & { getLoggers(): Readonly<Record<string, Logger>> };

  export { data, log };
}
