/** A data set in DICOM JSON (PS3.18 Annex F), as a server answers with. */
export type AnsweredDataSet = Readonly<
  Record<string, { readonly Value?: readonly unknown[] } | undefined>
>;

/** Tags of the attributes that tell what a document is. */
const TAGS = {
  '00080016': 'SOPClassUID',
  '00080018': 'SOPInstanceUID',
  '00080100': 'CodeValue',
  '00080102': 'CodingSchemeDesignator',
  '00080104': 'CodeMeaning',
  '0008010C': 'CodingSchemeUID',
  '00080110': 'CodingSchemeIdentificationSequence',
  '0040A043': 'ConceptNameCodeSequence',
} as const;

/** Those attributes by keyword, as the viewer holds the metadata of its own instances. */
export function documentAttributes(json: AnsweredDataSet): Readonly<Record<string, unknown>> {
  const attributes: Record<string, unknown> = {};
  for (const [tag, keyword] of Object.entries(TAGS)) {
    const values = json[tag]?.Value;
    if (!values?.length) continue;
    attributes[keyword] = keyword.endsWith('Sequence')
      ? values.map((item) => documentAttributes(item as AnsweredDataSet))
      : values[0];
  }
  return attributes;
}
