import { gzipSync } from 'node:zlib';
import {
  minimalPredictionFixture,
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
  shownDespitePredictionFixture,
  withheldPredictionFixture,
} from '../../../../test/support/predictionFixture.js';
import { predictedTargets } from '../../../../test/support/predictedTargets.js';
import type { PredictedTarget } from '../../contract/prediction.js';
import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import { canonicalJson } from '../../signature/canonicalJson.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  codeOf,
  readContentTree,
  readItems,
  readText,
  textOf,
  uidOf,
  unitOf,
} from '../content/contentTree.js';
import { modelDevice } from '../parts/devices.js';
import type { ReportedLesion } from '../reportedLesion.js';
import { explanationItem, readExplained } from './explanationItem.js';
import { hasSeal, isSealIntact, writeGroupSeal } from './groupSeal.js';
import { lesionGroup } from './lesionGroup.js';
import { lesionMeasurements } from './lesionMeasurements.js';
import { radiomicItem, readRadiomicItem } from './radiomicItem.js';
import { probabilityItem, statusItem } from './targetItems.js';
import { readViews, writeViews } from './viewParameters.js';

const decimalOf = ({ item }: ContentNode) =>
  readText(readItems(item['MeasuredValueSequence'])[0]?.['NumericValue']);

/** An item and what is below it, each as `relationship type concept = value`, deeper ones further in. */
function outline(item: NaturalisedDataset): string[] {
  const lines = (node: ContentNode, indent: string): string[] => {
    const value = textOf(node) ?? uidOf(node) ?? codeOf(node)?.value ?? decimalOf(node);
    const told = `${indent}${node.relationship} ${node.valueType} ${node.name?.value}`;
    return [
      value === undefined ? told : `${told} = ${value}`,
      ...node.children.flatMap((child) => lines(child, `${indent}  `)),
    ];
  };
  return lines(readContentTree(item), '');
}

const { model } = predictionFixture();
const [egfr, kras] = predictedTargets(predictionFixture()) as [PredictedTarget, PredictedTarget];
const ALGORITHM = [
  '  HAS CONCEPT MOD TEXT 111001 = MMDL nine views (demonstration)',
  '  HAS CONCEPT MOD TEXT 111003 = 0.1.0',
];
const DEMONSTRATION = 'DEMONSTRATION weights: the number means nothing for this patient';

describe('a probability (TID 1419)', () => {
  test('is a NUM without unit, and below it the gene, the model, its interval and threshold', () => {
    const item = probabilityItem({ ...egfr, views: [{ plane: 'axial', probability: 0.7 }] }, model);
    expect(outline(item)).toEqual([
      'CONTAINS NUM EGFR_MUT_PROB = 0.731',
      '  HAS CONCEPT MOD TEXT 121050 = Probability of EGFR mutation, 0 to 1, estimated by a model; ' +
        `not a molecular test. ${DEMONSTRATION}`,
      '  HAS CONCEPT MOD CODE 48018-6 = HGNC:3236',
      ...ALGORITHM,
      ...[
        ...['target=EGFR', 'set=mutant', 'set_level=0.95'],
        ...['set_p_mutant=0.3333333333333333', 'set_p_wild_type=0.01639344262295082'],
        ...['set_cases_mutant=121', 'set_cases_wild_type=142'],
        ...['set_coverage_mutant=0.9113', 'set_coverage_wild_type=0.9172'],
        ...['indeterminate_from=0.4', 'indeterminate_to=0.6'],
        ...['interval_lower=0.6512000000000001', 'interval_upper=0.7893999999999999'],
        ...['interval_method=leave-one-view-out-range', 'views=1', 'view=axial; probability=0.7'],
      ].map((parameter) => `  HAS CONCEPT MOD TEXT 111002 = ${parameter}`),
      // Distances from the probability.
      '  HAS PROPERTIES NUM 371885007 = 0.08',
      '  HAS PROPERTIES NUM 371886008 = 0.058',
      '  INFERRED FROM NUM 122411 = 0.5',
      '  HAS PROPERTIES TEXT EXACT_VALUE = 0.7312341234512345',
    ]);
    const node = readContentTree(item);
    expect(unitOf(node)?.value).toBe('1');
    for (const child of node.children.filter(({ valueType }) => valueType === 'NUM')) {
      expect(unitOf(child)?.value).toBe('1');
    }
  });

  test('has no more than is known of it', () => {
    const { id, codes, probability, threshold } = kras;
    const { probability: name, prediction } = codes;
    const little = {
      ...{ id, probability, threshold, status: 'mutant' as const },
      codes: { probability: name, prediction },
    };
    expect(outline(probabilityItem(little, { ...model, status: 'research' }))).toEqual([
      'CONTAINS NUM KRAS_MUT_PROB = 0.333',
      '  HAS CONCEPT MOD TEXT 121050 = Probability of KRAS mutation, 0 to 1, estimated by a model; ' +
        'not a molecular test',
      ...ALGORITHM,
      '  HAS CONCEPT MOD TEXT 111002 = target=KRAS',
      '  INFERRED FROM NUM 122411 = 0.5',
      '  HAS PROPERTIES TEXT EXACT_VALUE = 0.3333333333333333',
    ]);
  });

  test('says that a check withholds it, where it is shown all the same', () => {
    const [target] = predictedTargets(shownDespitePredictionFixture());
    const [, meaning] = outline(probabilityItem(target!, { ...model, status: 'research' }));
    expect(meaning).toBe(
      '  HAS CONCEPT MOD TEXT 121050 = Probability of EGFR mutation, 0 to 1, estimated by a model; ' +
        'not a molecular test. ' +
        'WITHHELD by a check, and given because a user asked for it: not to be relied on',
    );
  });
});

describe('a status', () => {
  test.each([
    ['mutant', '52101004'],
    ['wild-type', '272519000'],
    ['indeterminate', '373068000'],
  ] as const)('%s is %s: nothing that a laboratory would have found', (status, code) => {
    expect(outline(statusItem({ ...egfr, status }, model))).toEqual([
      `CONTAINS CODE EGFR_MUT_PRED = ${code}`,
    ]);
  });

  test('that is withheld says of what and why, and by which model', () => {
    const [target] = withheldPredictionFixture().targets;
    expect(outline(statusItem(target!, model))).toEqual([
      'CONTAINS CODE EGFR_MUT_PRED = WITHHELD',
      '  HAS CONCEPT MOD TEXT 121050 = Probability of EGFR mutation is withheld: ' +
        'a check says that this is no lung lesion that the model can judge',
      '  HAS CONCEPT MOD CODE 48018-6 = HGNC:3236',
      ...ALGORITHM,
      ...[
        ...['target=EGFR', 'withheld_for=other-structure,outside-lung'],
        ...['probability_code=EGFR_MUT_PROB', 'probability_scheme=99MUTPRED'],
        'probability_meaning=Probability of EGFR mutation',
      ].map((parameter) => `  HAS CONCEPT MOD TEXT 111002 = ${parameter}`),
    ]);
    const { probability, prediction } = target!.codes;
    const codes = { probability, prediction };
    const ofNoGene = outline(statusItem({ ...target!, codes }, model));
    expect(ofNoGene.some((line) => line.includes('48018-6'))).toBe(false);
  });
});

test('a lesion has its size and place, each with its unit and rounded for people', () => {
  const items = lesionMeasurements(predictionFixture().lesion).map(readContentTree);
  expect(
    items.map((node) => [node.name?.value, decimalOf(node), unitOf(node)?.value].join(' ')),
  ).toEqual([
    '118565006 4322 mm3',
    '81827009 24.1 mm',
    'CENTROID_L -61.2 mm',
    'CENTROID_P 12.5 mm',
    'CENTROID_S -1204 mm',
    'VOXEL_COUNT 5120 1',
    'SLICE_COUNT 14 1',
    'PART_COUNT 2 1',
    'FIELD_FRACTION 1 1',
  ]);
  for (const { valueType, relationship } of items) {
    expect([valueType, relationship]).toEqual(['NUM', 'CONTAINS']);
  }
  // The diameter that is meant is the longest (TID 1419, row 5).
  const [derivation] = items[1]!.children;
  expect([derivation!.relationship, derivation!.name?.value, codeOf(derivation)?.value]).toEqual([
    ...['HAS CONCEPT MOD', '121401', '56851009'],
  ]);
  expect(items[3]!.children).toEqual([]);
});

describe('a radiomic feature', () => {
  const radiomic = {
    feature: 'original_firstorder_Mean',
    concept: { value: 'Q4LE', scheme: 'IBSI', meaning: 'Mean intensity' },
    value: -41.25,
    unit: { value: "[hnsf'U]", scheme: 'UCUM', meaning: 'Hounsfield unit' },
    settings: ['binWidth=25', 'größe=1'],
  };

  test('is a NUM by the radiomics engine, with the settings that it depends on', () => {
    expect(outline(radiomicItem(radiomic))).toEqual([
      'CONTAINS NUM Q4LE = -41.25',
      '  HAS CONCEPT MOD TEXT 111001 = OHIF Mutation Prediction radiomics',
      '  HAS CONCEPT MOD TEXT 111003 = 0.1.0',
      '  HAS CONCEPT MOD TEXT 111002 = feature=original_firstorder_Mean',
      '  HAS CONCEPT MOD TEXT 111002 = binWidth=25',
      '  HAS CONCEPT MOD TEXT 111002 = gr&#246;&#223;e=1',
    ]);
  });

  test('returns, and nothing else is taken for one', () => {
    expect(readRadiomicItem(readContentTree(radiomicItem(radiomic)))).toEqual(radiomic);
    const [volume] = lesionMeasurements(predictionFixture().lesion);
    for (const other of [volume!, probabilityItem(egfr, model)]) {
      expect(readRadiomicItem(readContentTree(other))).toBeUndefined();
    }
  });
});

describe('a visual explanation', () => {
  const prediction = predictionFixture();
  const map = {
    studyInstanceUid: '2.25.1',
    seriesInstanceUid: '2.25.2',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.30',
    sopInstanceUid: '2.25.3',
  };

  test('says of which target it is', () => {
    const item = explanationItem({ ...map, target: 'KRAS' }, prediction);
    expect(outline(item)).toEqual([
      'CONTAINS IMAGE 130401',
      '  HAS CONCEPT MOD TEXT 121050 = Where the model looked for: Probability of KRAS mutation',
      '  HAS CONCEPT MOD CODE 48018-6 = HGNC:6407',
      '  HAS CONCEPT MOD TEXT 111002 = target=KRAS',
    ]);
    expect(readExplained(readContentTree(item))).toEqual({ target: 'KRAS' });
    expect(item['ReferencedSOPSequence']).toEqual([
      {
        ReferencedSOPClassUID: map.sopClassUid,
        ReferencedSOPInstanceUID: map.sopInstanceUid,
      },
    ]);
  });

  test('of all targets names none', () => {
    const item = explanationItem(map, prediction);
    expect(outline(item)).toEqual(['CONTAINS IMAGE 130401']);
    expect(readExplained(readContentTree(item))).toEqual({});
  });

  test('returns a target whose id is not ASCII', () => {
    const item = explanationItem({ ...map, target: 'größe' }, prediction);
    expect(outline(item)[1]).toBe('  HAS CONCEPT MOD TEXT 111002 = target=gr&#246;&#223;e');
    expect(readExplained(readContentTree(item))).toEqual({ target: 'größe' });
  });
});

describe('views', () => {
  const views = [
    { plane: 'axial', probability: 0.1 + 0.2, probabilityWithout: 0.25 },
    { plane: 'coronal', probabilityWithout: 0.5 },
    { plane: 'sagittal' },
  ] as const;

  test('are counted, and each is one text', () => {
    const written = writeViews([...views]);
    expect(written).toEqual([
      'views=3',
      'view=axial; probability=0.30000000000000004; probability_without=0.25',
      'view=coronal; probability_without=0.5',
      'view=sagittal',
    ]);
    expect(readViews(['target=EGFR', ...written])).toEqual(views);
  });

  test('that were none stay none', () => {
    expect(writeViews(undefined)).toEqual([]);
    expect(readViews(['target=EGFR'])).toBeUndefined();
    expect(readViews(writeViews([]))).toEqual([]);
  });
});

describe('the seal of a group', () => {
  const lesion = reportedLesionFixture();

  /** A gzip file ends with the CRC-32 of what it holds, and its length (RFC 1952). */
  const crc32 = (text: string) => {
    const file = gzipSync(text);
    return file
      .readUInt32LE(file.length - 8)
      .toString(16)
      .padStart(8, '0');
  };

  test('is its place among how many, and the CRC-32 of what it says', () => {
    for (const each of [lesion, ...severalLesionsFixture()]) {
      expect(writeGroupSeal(each, 1, 3)).toEqual([
        'group=2/3',
        `checksum=${crc32(canonicalJson(each))}`,
      ]);
    }
  });

  test('is broken by another place, count or content', () => {
    const seal = writeGroupSeal(lesion, 1, 3);
    const other: ReportedLesion = reportedLesionFixture(minimalPredictionFixture());
    expect(isSealIntact(['run_uid=1', ...seal], lesion, 1, 3)).toBe(true);
    expect(isSealIntact(seal, lesion, 0, 3)).toBe(false);
    expect(isSealIntact(seal, lesion, 1, 2)).toBe(false);
    expect(isSealIntact(seal, other, 1, 3)).toBe(false);
  });

  test('is one of two parts; what has none is not refused for it', () => {
    const [place, checksum] = writeGroupSeal(lesion, 0, 1) as [string, string];
    expect(hasSeal([place, checksum])).toBe(true);
    expect(hasSeal([place])).toBe(false);
    expect(hasSeal([checksum])).toBe(false);
    expect(isSealIntact([], lesion, 0, 1)).toBe(true);
    expect(isSealIntact(['group=2/1'], lesion, 0, 1)).toBe(false);
  });
});

describe('a group', () => {
  const { image } = reportContextFixture();
  const lesions = severalLesionsFixture();
  const groupOf = (n: number) => readContentTree(lesionGroup(lesions[n]!, lesions, image));
  const partsOf = (n: number) =>
    groupOf(n).children.map(({ valueType, name }) => `${valueType} ${name?.value}`);
  const SIZE = [
    ...['118565006', '81827009', 'CENTROID_L', 'CENTROID_P', 'CENTROID_S'],
    ...['VOXEL_COUNT', 'SLICE_COUNT', 'PART_COUNT', 'FIELD_FRACTION'],
  ].map((code) => `NUM ${code}`);
  const HEAD = [
    ...['TEXT 112039', 'UIDREF 112040', 'CODE 276214006', 'CODE 121071'],
    ...['IMAGE 121191', 'UIDREF 121232', 'CODE 363698007'],
  ];
  const RESULTS = [
    ...['CODE EGFR_MUT_PRED', 'CODE KRAS_MUT_PRED'],
    ...['NUM EGFR_MUT_PROB', 'NUM KRAS_MUT_PROB'],
  ];
  const isNoParameter = (part: string) => part !== 'TEXT 111002';

  test('holds results, size, features and maps of its lesion, and whose they are', () => {
    expect(partsOf(0).filter(isNoParameter)).toEqual([
      ...HEAD,
      ...RESULTS,
      ...SIZE,
      'NUM Q4LE',
      ...['IMAGE 130401', 'IMAGE 130401', 'TEXT 111001', 'TEXT 111003'],
    ]);
  });

  test('names its observer where that is not the document’s', () => {
    const [type, uid] = groupOf(2).children.slice(-6);
    expect([type!.name?.value, uidOf(uid)]).toEqual([
      '121005',
      modelDevice(lesions[2]!.prediction.model).uid,
    ]);
    expect(partsOf(1).filter(isNoParameter).at(-1)).toBe('TEXT 111003');
  });

  test('names its segment, the series of the CT and where the contours are from', () => {
    const [label, tracking, , , segment, series] = groupOf(1).children;
    expect([label, tracking, series].map((node) => textOf(node) ?? uidOf(node))).toEqual([
      ...['Lesion 2', '2.25.72', image.seriesInstanceUid],
    ]);
    expect(readItems(segment!.item['ReferencedSOPSequence'])).toEqual([
      {
        ReferencedSOPClassUID: lesions[1]!.segmentation.sopClassUid,
        ReferencedSOPInstanceUID: lesions[1]!.segmentation.sopInstanceUid,
        ReferencedSegmentNumber: 4,
      },
    ]);
  });

  test('tells of its run in parameters, to the last bit, with its seal at the end', () => {
    const parameters = (n: number) =>
      groupOf(n)
        .children.filter(({ name }) => name?.value === '111002')
        .map((node) => textOf(node));
    expect(parameters(0).slice(0, -2)).toEqual([
      ...['schema_version=1', 'run_uid=2.25.334556233326936848092071922071391491330'],
      ...['created_at=2026-02-03T04:05:06.789Z', 'model_id=mmdl-demo'],
      `model_digest=sha256:${'0123456789abcdef'.repeat(4)}`,
      ...['model_status=demonstration', 'model_trained_on=Synthetic lesions; no patient data.'],
      ...['model_intended_use=Research use only.', 'clinical_missing=', 'contours_kind=SEG'],
      ...['contours_study_uid=2.25.9000001', 'contours_series_uid=2.25.9000004'],
      'contours_sop_class_uid=1.2.840.10008.5.1.4.1.1.66.4',
      ...['contours_sop_instance_uid=2.25.9000005', 'contours_segment_number=3'],
      ...['contours_segment_label=GTV=1; left&#92;right&#32;', 'contours_component=1'],
      ...['runtime=onnxruntime-web', 'runtime_version=1.29.0', 'device_backend=wasm'],
      ...['device_name=WebAssembly, SIMD', 'device_threads=4', 'device_server=gpu.example.org'],
      'device_fallback_reason=WebGPU is not available.',
      ...['likeness_score=1.2345678901234567', 'likeness_farthest=radiomics'],
      ...['likeness_p=0.0024937655860349127', 'likeness_limit=0.02', 'likeness_cases=400'],
      ...['time_views_ms=41.30000000000001', 'time_run_ms=812.4', 'time_total_ms=1002.25'],
      ...['finding_source=segment', 'clinical_told=ageYears,sex,smoking'],
    ]);
    expect(parameters(0).at(-2)).toBe('group=1/3');
    expect(parameters(2)).toContain('clinical_told=ageYears,sex');
    expect(parameters(2)).toContain('clinical_missing=smoking');
    expect(parameters(2).at(-2)).toBe('group=3/3');
  });

  test('of what is withheld has no number of it', () => {
    const withheld = reportedLesionFixture(withheldPredictionFixture());
    const group = readContentTree(lesionGroup(withheld, [withheld], image));
    const names = group.children.map(({ name }) => name?.value);
    expect(names).toEqual(expect.arrayContaining(['EGFR_MUT_PRED', 'KRAS_MUT_PRED', '118565006']));
    expect(names.filter((name) => name?.endsWith('_PROB'))).toEqual([]);
  });
});
