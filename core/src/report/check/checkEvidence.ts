import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { ContentNode } from '../content/contentTree.js';
import { allNodes, readItems, readText, titleOf } from '../content/contentTree.js';

/** The evidence lists every image of the tree, as the same SOP class, once, and nothing else. */
export function checkEvidence(root: ContentNode, dataset: ForeignDataset): string[] {
  const evidence = readItems(dataset['CurrentRequestedProcedureEvidenceSequence'])
    .flatMap((study) => readItems(study['ReferencedSeriesSequence']))
    .flatMap(referencesOf);
  const images = allNodes(root).filter(({ valueType }) => valueType === 'IMAGE');
  const referenced = new Set(images.flatMap(({ item }) => referencesOf(item)));
  const listed = new Set(evidence);
  return [
    ...images
      .filter(({ item }) => !referencesOf(item).every((reference) => listed.has(reference)))
      .map((node) => `${titleOf(node)} refers to an instance that is not in the evidence`),
    ...images
      .filter(({ item }) => referencesOf(item).length !== 1)
      .map((node) => `${titleOf(node)} does not refer to one instance`),
    ...(listed.size < evidence.length ? ['the evidence lists an instance twice'] : []),
    ...(evidence.every((reference) => referenced.has(reference))
      ? []
      : ['the evidence lists an instance that nothing refers to']),
  ];
}

function referencesOf(item: ForeignDataset): string[] {
  return readItems(item['ReferencedSOPSequence']).map(
    (reference) =>
      `${readText(reference['ReferencedSOPClassUID'])} ${readText(reference['ReferencedSOPInstanceUID'])}`,
  );
}
