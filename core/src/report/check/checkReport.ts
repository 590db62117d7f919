import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import { MutationPredictionError } from '../../errors.js';
import { checkEquipment } from './checkEquipment.js';
import { checkEvidence } from './checkEvidence.js';
import { checkGroups } from './checkGroups.js';
import { checkItems } from './checkItems.js';
import { CODES, PRIVATE_SCHEME, REGISTERED_SCHEMES, sameConcept } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  allNodes,
  childNamed,
  codeOf,
  readContentTree,
  readItems,
  readText,
  unitOf,
} from '../content/contentTree.js';
import { COMPREHENSIVE_3D_SR } from '../parts/document.js';
import { readPredictionReport } from '../readReport.js';

type Check = (root: ContentNode, dataset: ForeignDataset) => string[];

/** What our report must hold beyond what the validators check. */
const CHECKS: readonly Check[] = [
  checkRoot,
  checkItems,
  checkGroups,
  checkEvidence,
  checkCodingSchemes,
  checkEquipment,
  checkReadable,
];

/** What is wrong with one of our reports; empty for a sound one. Holds no patient data. */
export function checkReport(dataset: ForeignDataset): string[] {
  const root = readContentTree(dataset);
  return CHECKS.flatMap((check) => check(root, dataset));
}

function checkRoot(root: ContentNode, dataset: ForeignDataset): string[] {
  const template = readItems(dataset['ContentTemplateSequence'])[0];
  const required: readonly [unknown, string][] = [
    [dataset['SOPClassUID'] === COMPREHENSIVE_3D_SR, 'the document is no Comprehensive 3D SR'],
    [sameConcept(root.name, CODES.oncologyMeasurementReport), 'the title is another'],
    [readText(template?.['TemplateIdentifier']) === '1500', 'the root template is not TID 1500'],
    [dataset['ContentQualification'] === 'RESEARCH', 'it is not qualified as research'],
    [dataset['CompletionFlag'] === 'COMPLETE', 'it is not complete'],
    [dataset['VerificationFlag'] === 'UNVERIFIED', 'it claims to be verified'],
    [
      sameConcept(codeOf(childNamed(root, CODES.language)), CODES.english),
      'the language is missing',
    ],
    [
      childNamed(childNamed(root, CODES.qualitativeEvaluations), CODES.intendedUse),
      'the statement of intended use is missing',
    ],
  ];
  return required.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

function checkCodingSchemes(root: ContentNode, dataset: ForeignDataset): string[] {
  const declared = new Set(
    readItems(dataset['CodingSchemeIdentificationSequence']).map((item) =>
      readText(item['CodingSchemeDesignator']),
    ),
  );
  const used = allNodes(root).flatMap((node) =>
    [node.name, codeOf(node), unitOf(node)].map((code) => code?.scheme),
  );
  return [PRIVATE_SCHEME, ...new Set(used)]
    .filter((scheme) => scheme !== undefined)
    .filter((scheme) => !REGISTERED_SCHEMES.has(scheme) && !declared.has(scheme))
    .map((scheme) => `the coding scheme ${scheme} is not declared`);
}

/** What no reader of ours could open must not be stored. */
function checkReadable(_: ContentNode, dataset: ForeignDataset): string[] {
  try {
    readPredictionReport(dataset);
    return [];
  } catch (error) {
    if (error instanceof MutationPredictionError)
      return [`it cannot be read back: ${error.message}`];
    throw error;
  }
}
