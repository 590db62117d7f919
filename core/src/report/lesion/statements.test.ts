import {
  minimalPredictionFixture,
  predictionFixture,
  shownDespitePredictionFixture,
  withheldPredictionFixture,
} from '../../../../test/support/predictionFixture.js';
import { predictedTargets } from '../../../../test/support/predictedTargets.js';
import type { Prediction } from '../../contract/prediction.js';
import type { WarningCode } from '../../contract/warning.js';
import { WARNING_LEVELS } from '../../contract/warningLevels.js';
import {
  codeOf,
  numberOf,
  readContentTree,
  textOf,
  uidOf,
  unitOf,
} from '../content/contentTree.js';
import { readWarnings, statements, WARNING_TERMS } from './statements.js';
import { subjectContext, subjectFacts, toldFacts } from './subjectContext.js';
import { summaryItems } from './summary.js';

const nodesOf = (...predictions: readonly Prediction[]) =>
  statements(predictions).map(readContentTree);
const textsOf = (name: string, ...predictions: readonly Prediction[]) =>
  nodesOf(...predictions)
    .filter((node) => node.name?.value === name)
    .map((node) => textOf(node));

describe('statements', () => {
  test('begin with what the report may be used for, then the status of the model', () => {
    const [use, status] = nodesOf(predictionFixture());
    expect([use, status].map((node) => [node!.name?.value, textOf(node)])).toEqual([
      ['INTENDED_USE', 'Research use only. Not for clinical use.'],
      ['MODEL_STATUS', 'DEMONSTRATION weights: the numbers mean nothing for this patient.'],
    ]);
    expect(textsOf('MODEL_STATUS', minimalPredictionFixture())).toEqual(['Research model.']);
  });

  test('tell models apart where there are several, each once', () => {
    const made = predictionFixture();
    const other = {
      ...made,
      model: {
        ...made.model,
        name: 'Other',
        digest: `sha256:${'f'.repeat(64)}`,
        status: 'research' as const,
      },
    };
    expect(textsOf('MODEL_STATUS', made, other, made)).toEqual([
      `${made.model.name}: DEMONSTRATION weights: the numbers mean nothing for this patient.`,
      'Other: Research model.',
    ]);
    expect(textsOf('MODEL_STATUS', made, made)).toHaveLength(1);
  });

  test('name the lesion and the run that a set and a warning are of', () => {
    const made = predictionFixture();
    const of = nodesOf(made).slice(2);
    expect(of.map(({ name }) => name?.value)).toEqual([
      ...['CLASS_SET', 'CLASS_SET', 'W_DEMONSTRATION', 'W_IN_PARTS', 'W_FALLBACK'],
    ]);
    for (const node of of) {
      expect([node.valueType, node.relationship]).toEqual(['TEXT', 'CONTAINS']);
      expect(
        node.children.map((child) => [child.relationship, child.name?.value, uidOf(child)]),
      ).toEqual([
        ['HAS OBS CONTEXT', '112040', made.lesion.trackingUid],
        ['HAS OBS CONTEXT', 'RUN_UID', made.uid],
      ]);
    }
  });

  test('say of a set which classes it holds, on how many cases, and that a check withholds it', () => {
    const made = shownDespitePredictionFixture();
    const [target] = predictedTargets(made);
    const [text] = textsOf('CLASS_SET', {
      ...made,
      targets: [
        { ...target!, set: { ...target!.set!, classes: ['mutant', 'wild-type'], level: 0.9 } },
      ],
    });
    expect(text).toBe(
      'WITHHELD by a check, not to be relied on. EGFR: mutant or wild type. Of lesions like the ' +
        '121 mutant and 142 wild type calibration cases, 90 % of either class have their own class ' +
        'here on average.',
    );
    expect(textsOf('CLASS_SET', withheldPredictionFixture())).toEqual([]);
    expect(textsOf('CLASS_SET', minimalPredictionFixture())).toEqual([]);
  });

  test('call what is no mutation present or absent', () => {
    const made = predictionFixture();
    const [target] = predictedTargets(made);
    const probability = {
      ...target!.codes.probability,
      meaning: 'Probability of pleural invasion',
    };
    const codes = { probability, prediction: target!.codes.prediction };
    const [text] = textsOf('CLASS_SET', { ...made, targets: [{ ...target!, codes }] });
    expect(text).toMatch(
      /^Pleural invasion: present\. Of lesions like the 121 present and 142 absent calibration/,
    );
  });
});

describe('warnings', () => {
  test('every one has a concept of its own, and returns by it', () => {
    const codes = Object.keys(WARNING_LEVELS) as WarningCode[];
    expect(Object.keys(WARNING_TERMS).sort()).toEqual([...codes].sort());
    expect(new Set(codes.map((code) => WARNING_TERMS[code].value)).size).toBe(codes.length);
    const warnings = codes.map((code) => ({ code, message: `“${code}”` }));
    const made = { ...predictionFixture(), warnings };
    expect(readWarnings(nodesOf(made), made.uid)).toEqual(warnings);
  });

  test('are those of the run, where several are told of', () => {
    const one = predictionFixture();
    const other = withheldPredictionFixture();
    const nodes = nodesOf(one, other);
    expect(readWarnings(nodes, one.uid)).toEqual(one.warnings);
    expect(readWarnings(nodes, other.uid)).toEqual(other.warnings);
    expect(readWarnings(nodes, '2.25.1')).toEqual([]);
  });

  test('that name no run, as earlier versions wrote them, are of the only one', () => {
    const made = predictionFixture();
    const nodes = nodesOf(made).map((node) => ({ ...node, children: [] }));
    expect(readWarnings(nodes, made.uid)).toEqual(made.warnings);
  });
});

describe('the patient (TID 1007)', () => {
  const linesOf = (facts: Parameters<typeof subjectContext>[0]) =>
    subjectContext(facts).map((item) => {
      const node = readContentTree(item);
      const value = codeOf(node)?.value ?? `${numberOf(node)} ${unitOf(node)?.value}`;
      return `${node.relationship} ${node.valueType} ${node.name?.value} = ${value}`;
    });

  test('is told as the models were told', () => {
    expect(linesOf({ sex: 'F', ageYears: 64.5, smoking: 'former' })).toEqual([
      'HAS OBS CONTEXT CODE 121024 = 121025',
      'HAS OBS CONTEXT CODE 121032 = F',
      'HAS OBS CONTEXT NUM 121033 = 64.5 a',
      'HAS OBS CONTEXT CODE 365981007 = 8517006',
    ]);
    expect(linesOf({ sex: 'O', smoking: 'never' }).slice(1)).toEqual([
      'HAS OBS CONTEXT CODE 121032 = 121102',
      'HAS OBS CONTEXT CODE 365981007 = 266919005',
    ]);
    expect(linesOf({ sex: 'M', smoking: 'current' }).slice(1)).toEqual([
      'HAS OBS CONTEXT CODE 121032 = M',
      'HAS OBS CONTEXT CODE 365981007 = 77176002',
    ]);
  });

  test('may be new-born, and unknown', () => {
    expect(linesOf({ ageYears: 0 })).toEqual([
      'HAS OBS CONTEXT CODE 121024 = 121025',
      'HAS OBS CONTEXT NUM 121033 = 0 a',
    ]);
    expect(linesOf({})).toEqual(['HAS OBS CONTEXT CODE 121024 = 121025']);
  });

  test('is what all runs together were told; none may have been told otherwise', () => {
    const told = (clinical: Prediction['inputs']['clinical']): Prediction => {
      const made = predictionFixture();
      return { ...made, inputs: { ...made.inputs, clinical } };
    };
    const runs = [told({ ageYears: 60 }), told({}), told({ ageYears: 60, sex: 'F' })];
    expect(subjectFacts(runs)).toEqual({ ageYears: 60, sex: 'F' });
    expect(runs.map(toldFacts)).toEqual([['ageYears'], [], ['ageYears', 'sex']]);
    // What only this run was told is said with it.
    expect(toldFacts(told({ smoking: 'never', heightCm: 180 }))).toEqual(['smoking']);
    expect(() => subjectFacts([...runs, told({ sex: 'M' })])).toThrow(/different values of sex/);
  });
});

describe('the summary', () => {
  const textOfSummary = (made: Prediction) => textOf(readContentTree(summaryItems([made])[0]!));
  const LAST = 'Image-derived, not a molecular test. Research use only. Not for clinical use.';

  test('is result, model and what limits it', () => {
    const made = predictionFixture();
    expect(textOfSummary({ ...made, lesion: { ...made.lesion, label: 'Nodule 1' } })).toBe(
      'Nodule 1: EGFR 0.73, reads as mutant; KRAS 0.33, reads as indeterminate. ' +
        'By MMDL nine views (demonstration) 0.1.0. ' +
        'DEMONSTRATION weights: the numbers mean nothing for this patient. ' +
        `Warnings that limit it: 1, below. ${LAST}`,
    );
  });

  test('counts no notes, and of a research model tells no more than its name', () => {
    const made = minimalPredictionFixture();
    const noted = {
      ...made,
      lesion: { ...made.lesion, label: 'Größe' },
      warnings: [{ code: 'lesion-in-parts' as const, message: 'Two parts.' }],
    };
    expect(textOfSummary(noted)).toBe(
      'Gr&#246;&#223;e: EGFR 0.50, reads as mutant; KRAS 0.50, reads as mutant. ' +
        `By MMDL nine views (demonstration) 0.1.0. ${LAST}`,
    );
  });
});
