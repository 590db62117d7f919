import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import {
  parameterNamed,
  readParameters,
  RUN_PARAMETERS,
  TARGET_PARAMETERS,
  WITHHELD_PARAMETERS,
} from '../content/algorithmParameters.js';
import { fromAsciiText } from '../content/asciiText.js';
import { SEX_TERMS, SMOKING_TERMS } from '../content/clinicalTerms.js';
import { CODES, termFor } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  childNamed,
  childrenNamed,
  codeOf,
  numberOf,
  parametersOf,
  readItems,
  readNumber,
  readText,
  textOf,
  uidOf,
} from '../content/contentTree.js';
import { readExplained } from './explanationItem.js';
import { LESION_MEASUREMENTS } from './lesionMeasurements.js';
import type { Draft } from '../content/propertyPath.js';
import { setAt } from '../content/propertyPath.js';
import { readRadiomicItem } from './radiomicItem.js';
import { readWarnings } from './statements.js';
import { SUBJECT_KEYS } from './subjectContext.js';
import { STATUS_TERMS } from './targetItems.js';
import { readViews } from './viewParameters.js';

/** Everything a document says of a lesion, in the shape of a `ReportedLesion` but not validated. */
export function readLesionGroup(
  group: ContentNode,
  root: ContentNode,
  dataset: ForeignDataset,
): Draft {
  const visualExplanations = childrenNamed(group, CODES.visualExplanation).map((node) => ({
    ...readReference(node, dataset),
    ...readExplained(node),
  }));
  const measurements = group.children.flatMap((node) => readRadiomicItem(node) ?? []);
  return {
    prediction: readPrediction(group, root, dataset),
    segmentation: readReference(childNamed(group, CODES.referencedSegment), dataset),
    ...(visualExplanations.length > 0 && { visualExplanations }),
    ...(measurements.length > 0 && { measurements }),
  };
}

function readPrediction(group: ContentNode, root: ContentNode, dataset: ForeignDataset): Draft {
  const parameters = parametersOf(group);
  const draft: Draft = {};
  setAt(draft, 'inputs.clinical', readSubject(root, parameters));
  readParameters(RUN_PARAMETERS, parameters, draft);
  setAt(draft, 'model.name', textOf(childNamed(group, CODES.algorithmName)));
  setAt(draft, 'model.version', textOf(childNamed(group, CODES.algorithmVersion)));
  setAt(draft, 'inputs.image', readImage(group, root, dataset));
  draft['lesion'] = readLesion(group, parameterNamed(parameters, 'finding_source'));
  draft['targets'] = readTargets(group);
  const evaluations = childNamed(root, CODES.qualitativeEvaluations)?.children ?? [];
  draft['warnings'] = readWarnings(evaluations, draft['uid']);
  return draft;
}

/** What the run was told of the patient; earlier versions knew one run, which was told everything. */
function readSubject(root: ContentNode, parameters: readonly string[]): Draft {
  const facts: Draft = {
    ageYears: numberOf(childNamed(root, CODES.subjectAge)),
    sex: termFor(SEX_TERMS, codeOf(childNamed(root, CODES.subjectSex))),
    smoking: termFor(SMOKING_TERMS, codeOf(childNamed(root, CODES.tobaccoSmokingBehavior))),
  };
  const told = parameterNamed(parameters, 'clinical_told')?.split(',') ?? SUBJECT_KEYS;
  const known = Object.entries(facts).filter(
    ([key, value]) => value !== undefined && (told as readonly string[]).includes(key),
  );
  return Object.fromEntries(known);
}

function readImage(group: ContentNode, root: ContentNode, dataset: ForeignDataset): Draft {
  const seriesInstanceUid = uidOf(childNamed(group, CODES.sourceSeriesForSegmentation));
  const evidence = readEvidence(dataset).find(
    (instance) => instance.seriesInstanceUid === seriesInstanceUid,
  );
  const library = childNamed(childNamed(root, CODES.imageLibrary), CODES.imageLibraryGroup);
  const phase = textOf(childNamed(library, CODES.seriesPhase));
  return {
    studyInstanceUid: evidence?.studyInstanceUid,
    seriesInstanceUid,
    frameOfReferenceUid: uidOf(childNamed(library, CODES.frameOfReferenceUid)),
    ...(phase !== undefined && { phase: fromAsciiText(phase) }),
  };
}

/** An IMAGE item with the series and study that the evidence gives for it. */
function readReference(node: ContentNode | undefined, dataset: ForeignDataset): Draft {
  const [reference] = readItems(node?.item['ReferencedSOPSequence']);
  const sopInstanceUid = readText(reference?.['ReferencedSOPInstanceUID']);
  const evidence = readEvidence(dataset).find(
    (instance) => instance.sopInstanceUid === sopInstanceUid,
  );
  const segmentNumber = readNumber(reference?.['ReferencedSegmentNumber']);
  return {
    studyInstanceUid: evidence?.studyInstanceUid,
    seriesInstanceUid: evidence?.seriesInstanceUid,
    sopClassUid: readText(reference?.['ReferencedSOPClassUID']),
    sopInstanceUid,
    ...(segmentNumber !== undefined && { segmentNumber }),
  };
}

function readEvidence(dataset: ForeignDataset) {
  return readItems(dataset['CurrentRequestedProcedureEvidenceSequence']).flatMap((study) =>
    readItems(study['ReferencedSeriesSequence']).flatMap((series) =>
      readItems(series['ReferencedSOPSequence']).map((instance) => ({
        studyInstanceUid: readText(study['StudyInstanceUID']),
        seriesInstanceUid: readText(series['SeriesInstanceUID']),
        sopInstanceUid: readText(instance['ReferencedSOPInstanceUID']),
      })),
    ),
  );
}

/** @param findingSource absent in earlier versions, which named the same finding for every lesion */
function readLesion(group: ContentNode, findingSource: string | undefined): Draft {
  const label = textOf(childNamed(group, CODES.trackingIdentifier));
  const lesion: Draft = {
    label: label && fromAsciiText(label),
    trackingUid: uidOf(childNamed(group, CODES.trackingUniqueIdentifier)),
  };
  for (const { path, name } of LESION_MEASUREMENTS) {
    setAt(lesion, path, numberOf(childNamed(group, name)));
  }
  if (findingSource !== undefined) {
    const category = codeOf(childNamed(group, CODES.findingCategory));
    const site = codeOf(childNamed(group, CODES.findingSite));
    lesion['finding'] = {
      source: findingSource,
      ...(category && { category }),
      type: codeOf(childNamed(group, CODES.finding)),
      ...(site && { site }),
    };
  }
  return lesion;
}

/**
 * Every NUM that names its target is one; the statuses come in the same order. Of withheld targets there
 * are statuses only, which name theirs.
 */
function readTargets(group: ContentNode): Draft[] {
  const named = group.children.filter(
    (node) => parameterNamed(parametersOf(node), 'target') !== undefined,
  );
  const probabilities = named.filter(({ valueType }) => valueType === 'NUM');
  const withheld = named.filter(({ valueType }) => valueType === 'CODE');
  const statuses = group.children.filter(
    (node) => node.valueType === 'CODE' && termFor(STATUS_TERMS, codeOf(node)),
  );
  return [
    ...probabilities.map((node, n) => readTarget(node, statuses[n])),
    ...withheld.map(readWithheldTarget),
  ];
}

function readWithheldTarget(node: ContentNode): Draft {
  const gene = codeOf(childNamed(node, CODES.geneStudied));
  const target: Draft = {
    codes: { prediction: node.name, ...(gene && { gene }) },
    status: 'withheld',
  };
  readParameters(WITHHELD_PARAMETERS, parametersOf(node), target);
  return target;
}

function readTarget(node: ContentNode, status: ContentNode | undefined): Draft {
  const parameters = parametersOf(node);
  const views = readViews(parameters);
  const gene = codeOf(childNamed(node, CODES.geneStudied));
  const target: Draft = {
    codes: { probability: node.name, prediction: status?.name, ...(gene && { gene }) },
    probability: numberOf(node),
    status: termFor(STATUS_TERMS, codeOf(status)),
    threshold: numberOf(childNamed(node, CODES.thresholdValue)),
    ...(views && { views }),
  };
  readParameters(TARGET_PARAMETERS, parameters, target);
  return target;
}
