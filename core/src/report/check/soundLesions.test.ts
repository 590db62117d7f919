import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../../test/support/predictionFixture.js';
import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import type { ReportedLesion, VisualExplanation } from '../reportedLesion.js';
import { soundLesions } from './soundLesions.js';

const context = reportContextFixture();
const lesion = reportedLesionFixture();

test('what belongs together passes', () => {
  expect(soundLesions([lesion], context)).toHaveLength(1);
});

test.each(['seriesInstanceUid', 'frameOfReferenceUid'] as const)(
  'a prediction on an image of another %s is not reported',
  (key) => {
    const elsewhere = { ...context, image: { ...context.image, [key]: '2.25.7' } };
    expect(() => soundLesions([lesion], elsewhere)).toThrow(
      expect.objectContaining({
        code: 'invalid-report',
        message: expect.stringContaining(`another image (${key} differs)`),
      }),
    );
  },
);

const { prediction, segmentation } = lesion;
const explanation = {
  ...segmentation,
  sopClassUid: SOP_CLASS.parametricMap,
  sopInstanceUid: '2.25.8',
  segmentNumber: undefined,
};
const explained = (change: Partial<VisualExplanation>): ReportedLesion => ({
  ...lesion,
  visualExplanations: [{ ...explanation, ...change }],
});

test.each<[string, ReportedLesion]>([
  [
    'a segment of a label map',
    { ...lesion, segmentation: { ...segmentation, sopClassUid: SOP_CLASS.labelMapSegmentation } },
  ],
  [
    'a segment of another SEG than the contours are from, whatever its number',
    {
      ...lesion,
      segmentation: { ...segmentation, sopInstanceUid: '2.25.9', segmentNumber: 1 },
    },
  ],
  ['a map of a target', explained({ target: 'EGFR' })],
  ['a map of all targets', explained({})],
  [
    'a segment as explanation',
    explained({ sopClassUid: SOP_CLASS.segmentation, segmentNumber: 2 }),
  ],
])('%s may be reported', (_, sound) => {
  expect(soundLesions([sound], context)).toEqual([sound]);
});

test.each<[string, ReportedLesion, string]>([
  ['a map with a segment number', explained({ segmentNumber: 1 }), 'explanation-segment'],
  [
    'a SEG without one as explanation',
    explained({ sopClassUid: SOP_CLASS.segmentation }),
    'explanation-segment',
  ],
  ['an image as explanation', explained({ sopClassUid: SOP_CLASS.ct }), 'explanation-class'],
  ['an explanation of what was not predicted', explained({ target: 'ALK' }), 'explanation-target'],
  [
    'another segment of the SEG',
    { ...lesion, segmentation: { ...segmentation, segmentNumber: 4 } },
    'other-segment',
  ],
  [
    'an RT structure',
    { ...lesion, segmentation: { ...segmentation, sopClassUid: SOP_CLASS.rtStructureSet } },
    'no-seg',
  ],
  ['an invalid UID', { ...lesion, prediction: { ...prediction, uid: '' } }, 'invalid-fields'],
])('%s is refused', (_, unsound, reason) => {
  expect(() => soundLesions([unsound], context)).toThrow(
    expect.objectContaining({ reason: `invalid-report.${reason}` }),
  );
});

test.each([
  ['another study', { studyInstanceUid: '2.25.7' }],
  ['another phase', { phase: 'cardiac phase 75 %' }],
])('an image of %s is refused', (_, change) => {
  const image = { ...prediction.inputs.image!, ...change };
  const elsewhere = {
    ...lesion,
    prediction: { ...prediction, inputs: { ...prediction.inputs, image } },
  };
  expect(() => soundLesions([elsewhere], context)).toThrow(
    expect.objectContaining({ reason: 'invalid-report.other-image' }),
  );
});

test('the study of the image is that of a study which does not say so', () => {
  const { StudyInstanceUID: study, ...studyAttributes } = context.studyAttributes;
  expect(study).toBe(context.image.studyInstanceUid);
  expect(soundLesions([lesion], { ...context, studyAttributes })).toHaveLength(1);
});

test('what a report does not hold is left out', () => {
  const more = {
    ...lesion,
    measurements: [],
    prediction: {
      ...prediction,
      device: { ...prediction.device, fallback: [{ why: 'configured' as const, values: {} }] },
    },
  };
  const [plain] = soundLesions([more], context);
  expect(plain).toStrictEqual(lesion);
  const measurement = {
    feature: 'original_firstorder_Mean',
    concept: { value: 'Q4LE', scheme: 'IBSI', meaning: 'Mean intensity' },
    value: 1,
    unit: { value: '1', scheme: 'UCUM', meaning: 'no units' },
    settings: [],
  };
  const measured = { ...lesion, measurements: [measurement] };
  expect(soundLesions([measured], context)).toEqual([measured]);
});
