/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { screen, within } from '@testing-library/react';
import { button, draw, section } from '../testing/drawPanel.js';
import '../testing/jsdomGaps.js';
import { foreignMeasurements, measuredReport } from '../testing/measured.js';

test('what others measured is listed, and opens as numbers with units that say whose they are', async () => {
  const { studyHost, user } = await draw({ measured: [measuredReport] });
  studyHost.measurements.set(measuredReport.id, foreignMeasurements());
  section('Earlier').getByText('Radiomics of the lung lesion');
  section('Earlier').getByText('14 Mar 2025 · QIICR');
  await user.click(button('Open the measurements Radiomics of the lung lesion'));

  const dialog = within(await screen.findByRole('dialog', { hidden: true }));
  await dialog.findByText('Not of this product: made by QIICR, and not checked.');
  dialog.getByRole('heading', { name: 'Lesion 1', hidden: true });
  dialog.getByText('Neoplasm, Lung');
  dialog.getByText('Measured by pyradiomics 3.1.0');
  const rows = dialog.getAllByRole('row', { hidden: true }).map(({ textContent }) => textContent);
  expect(rows).toContain('Volume4120.25mm3');
  expect(rows).toContain('Standardized Uptake Value, Mean6.01529g/ml');
  expect(rows).toContain('Level of SignificanceNot significant');
});

test('a long list is searched', async () => {
  const { studyHost, user } = await draw({ measured: [measuredReport] });
  studyHost.measurements.set(measuredReport.id, foreignMeasurements(40));
  await user.click(button(/^Open the measurements/));
  const dialog = within(await screen.findByRole('dialog', { hidden: true }));
  const search = await dialog.findByRole('searchbox', { hidden: true });
  await user.type(search, 'grey level 17');
  expect(dialog.getAllByRole('row', { hidden: true })).toHaveLength(2);
  dialog.getByText('Grey level 17');
});

test('one that cannot be read says why', async () => {
  const { studyHost, user } = await draw({ measured: [measuredReport] });
  studyHost.measurements.set(
    measuredReport.id,
    new MutationPredictionError('other-patient.report', { attributes: 'PatientID' }),
  );
  await user.click(button(/^Open the measurements/));
  const dialog = within(await screen.findByRole('dialog', { hidden: true }));
  await dialog.findByText(/may be of different patients/);
});

test('a study without them does not mention them', async () => {
  await draw();
  expect(screen.queryByText('Measurements by others')).toBeNull();
});
