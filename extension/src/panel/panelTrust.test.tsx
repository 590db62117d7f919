/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { screen } from '@testing-library/react';
import { button, draw, predict, section } from './testing/drawPanel.js';
import { segmentation } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

describe('contours', () => {
  it('of another CT series are warned of before the run, and once after it', async () => {
    const warning = { code: 'other-ct', message: 'SEG was drawn on CT series 3.' } as const;
    const drawn = await draw({ segmentations: [segmentation({ warnings: [warning] })] });
    drawn.modelHost.result = { warnings: [warning] };
    expect(section('Lesion').getAllByText(warning.message)).toHaveLength(1);
    await predict(drawn);
    expect(section('Lesion').getAllByText(warning.message)).toHaveLength(1);
    expect(screen.getAllByText(warning.message)).toHaveLength(1);
  });

  it('of another patient cannot be predicted, and the panel says what contradicts', async () => {
    const error = new MutationPredictionError(
      'other-patient',
      'PatientID of SEG "A" contradicts that of CT series 3: they may be of different patients.',
      'Do not use them together.',
    );
    await draw({ segmentations: [segmentation({ status: 'refused', lesions: [], error })] });
    expect(section('Lesion').getByText(/PatientID of SEG "A" contradicts/)).toBeTruthy();
    expect(section('Lesion').getByText('Do not use them together.')).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });
});
