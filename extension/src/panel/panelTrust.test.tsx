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
    const values = { contours: 'SEG "A"', ct: 'CT series 3', attributes: 'PatientID' };
    const error = new MutationPredictionError('other-patient.contours', values);
    await draw({ segmentations: [segmentation({ status: 'refused', lesions: [], error })] });
    expect(
      section('Lesion').getByText(/SEG "A" and CT series 3 contradict each other in PatientID/),
    ).toBeTruthy();
    expect(section('Lesion').getByText(/Do not use them together/)).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });
});
