/** @jest-environment jsdom */
import { en, MutationPredictionError, warningOf } from '@mutation-prediction/core';
import { act, cleanup, screen } from '@testing-library/react';
import { pseudo, pseudoLocale } from '../../../test/support/pseudoLocale.js';
import { predictionSummary } from './report/predictionSummary.js';
import { button, draw, predict, section } from './testing/drawPanel.js';
import { prediction } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

const hash = {
  error: new MutationPredictionError('model-hash-mismatch.size', {
    file: 'model.onnx',
    found: 1,
    expected: 2,
  }),
  message: pseudo(en.refusals['model-hash-mismatch'].size.message)
    .replace('{{file}}', 'model.onnx')
    .replace('{{found}}', '1')
    .replace('{{expected}}', '2'),
  advice: pseudo(en.refusals['model-hash-mismatch'].size.advice),
};
const small = {
  warning: warningOf('lesion-small', { diameter: '4.2', least: 5 }),
  message: pseudo(en.warnings['lesion-small'])
    .replace('{{diameter}}', '4.2')
    .replace('{{least}}', '5'),
};

describe('a panel with the catalogue of another language', () => {
  it('says errors in it, aloud too', async () => {
    const drawn = await draw({}, (host) => (host.holds = true), pseudoLocale);
    await drawn.user.click(button('Predict'));
    await screen.findByText('Reading the lesion', { selector: '[role=status]' });
    await act(async () => drawn.modelHost.fail(hash.error));
    expect(screen.getByText(hash.message)).toBeTruthy();
    expect(screen.getByText(hash.advice)).toBeTruthy();
    expect(screen.getByText(`${hash.message} ${hash.advice}`)).toBeTruthy();
    expect(document.body.textContent).not.toContain(hash.error.message);
  });

  it('says warnings in it, and those of a stored report as they were stored', async () => {
    const stored = { code: 'thick-slices', message: 'The slices are 5 mm thick.' } as const;
    const drawn = await draw({}, () => undefined, pseudoLocale);
    drawn.modelHost.result = { warnings: [small.warning, stored] };
    await predict(drawn);
    expect(section('Lesion').getByText(small.message)).toBeTruthy();
    expect(screen.getByText(stored.message)).toBeTruthy();
    const text = predictionSummary(prediction({ warnings: [small.warning] }), pseudoLocale);
    expect(text.split('\n')).toContain(`- ${small.message}`);
  });

  afterEach(cleanup);
});
