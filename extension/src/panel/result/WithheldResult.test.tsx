/** @jest-environment jsdom */
import { en } from '@mutation-prediction/core';
import { screen } from '@testing-library/react';
import { predictionSummary } from '../report/predictionSummary.js';
import { button, draw, section } from '../testing/drawPanel.js';
import {
  prediction,
  priorPrediction,
  shownDespite,
  withheldPrediction,
} from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const MEANING = /They would say nothing about a lung lesion/;

async function drawWithheld() {
  const drawn = await draw({}, (host) => (host.withholds = true));
  await drawn.user.click(button('Predict'));
  await screen.findByText('No result: what the model says is withheld.');
  return drawn;
}

it('says why and what to do, and no number and no status', async () => {
  await drawWithheld();
  const result = section('Result');
  expect(result.getByText(/^There is no aerated lung within 22 mm .*Check that/)).toBeTruthy();
  expect(result.getByText(/^42 % of the lesion is as dense as bone/)).toBeTruthy();
  expect(result.getAllByText('Withheld')).toHaveLength(2);
  expect(result.queryByRole('img', { name: /^Probability/ })).toBeNull();
  expect(screen.queryByText(/0\.31|0\.56|Wild type|Indeterminate/)).toBeNull();
  expect(screen.queryByText(/What a model reads is no molecular test/)).toBeNull();
  expect(result.getByText('What the network would see')).toBeTruthy();
  expect(result.queryByText('Runtime')).toBeNull();
  expect(button('Save report')).toBeTruthy();
});

it('is announced as withheld', async () => {
  await drawWithheld();
  const said = screen.getAllByRole('status').map((element) => element.textContent);
  expect(said).toContain(
    'Result for Lesion 1. Probability of EGFR mutation withheld; Probability of KRAS mutation withheld.',
  );
});

it('can be looked at all the same, and then every place says so', async () => {
  const { user } = await drawWithheld();
  const show = button('Show the figures all the same');
  const meaning = document.getElementById(show.getAttribute('aria-describedby')!);
  expect(meaning!.textContent).toMatch(MEANING);

  await user.click(show);
  const bar = await screen.findByRole('img', { name: /^Probability of EGFR mutation 0.31/ });
  expect(bar.getAttribute('aria-label')).toContain('Withheld by a check, shown on request');
  const result = section('Result');
  expect(result.getByText(/^Withheld figures, shown because a user asked/)).toBeTruthy();
  expect(result.getByText(/^There is no aerated lung within 22 mm/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show the figures all the same' })).toBeNull();

  // The next run is an ordinary one.
  await user.click(button('Predict'));
  expect(await screen.findByText('No result: what the model says is withheld.')).toBeTruthy();
});

it('is no number in a stored report, and is not compared', async () => {
  const stored = withheldPrediction({ uid: '2.25.900' });
  const { user } = await draw({
    earlier: [{ id: '1.9.1', contentDate: '2024-11-02T09:12:00Z', prediction: stored }],
    prior: {
      status: 'ready',
      entries: [{ ...priorPrediction(), prediction: withheldPrediction({ uid: '2.25.901' }) }],
      refused: [],
    },
  });
  await user.click(button('Predict'));
  await screen.findByText('What the network saw');
  expect(section('Earlier').getAllByText(/withheld/).length).toBeGreaterThan(1);
  await user.click(button(/^Open the prediction of 2 Nov 2024/));
  const result = section('Result');
  expect(result.getByText('No result: what the model says is withheld.')).toBeTruthy();
  expect(result.queryByText(/→/)).toBeNull();
  expect(result.queryByRole('button', { name: 'Show the figures all the same' })).toBeNull();
});

it('is copied as what it is', () => {
  const withheld = predictionSummary(withheldPrediction(), en).split('\n');
  expect(withheld).toContain(
    'Probability of EGFR mutation withheld, for the reasons under Warnings',
  );
  expect(withheld.join()).not.toMatch(/reads as|0\.31|Device|Patient data used/);
  const shown = predictionSummary(shownDespite(), en).split('\n');
  expect(shown).toContain(
    'Probability of EGFR mutation 0.31, reads as wild type (fits wild type at 95 %); WITHHELD, shown on request, not to be relied on',
  );
  expect(predictionSummary(prediction(), en)).not.toMatch(/withheld/i);
});
