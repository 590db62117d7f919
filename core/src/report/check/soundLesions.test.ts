import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../../test/support/predictionFixture.js';
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
