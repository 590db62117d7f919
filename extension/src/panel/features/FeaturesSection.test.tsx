/** @jest-environment jsdom */
import {
  extractFeatures,
  extractIbsi,
  IBSI_CONFIGURATIONS,
  MutationPredictionError,
  radiomicMeasurements,
} from '@mutation-prediction/core';
import { act, screen, within } from '@testing-library/react';
import type { Drawn } from '../testing/drawPanel.js';
import { button, draw, mount, predict, section, twoLesions } from '../testing/drawPanel.js';
import { segmentation } from '../testing/fixtures.js';
import '../testing/jsdomGaps.js';

const features = () => section('Features');

async function open(drawn: Drawn): Promise<void> {
  await drawn.user.click(button('Features'));
}

async function compute(drawn: Drawn): Promise<void> {
  await open(drawn);
  await drawn.user.click(button('Compute features'));
}

test('nothing is read or computed before it is asked for', async () => {
  const drawn = await draw();
  expect(button('Features').getAttribute('aria-expanded')).toBe('false');
  await open(drawn);
  expect(drawn.radiomicsHost.inputs).toHaveLength(0);
});

test('the values are listed in order, with units and what they were taken of', async () => {
  const drawn = await draw();
  await compute(drawn);
  await features().findByText('107 features of Lesion 1, as PyRadiomics names and orders them.');
  features().getByText(/voxels of 0.7 × 0.7 × 1.25 mm, as scanned/);
  features().getByText(/Grey levels 25 HU wide/);

  const table = features().getByRole('table', { name: 'Features of Lesion 1' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(107 + 7);
  expect(rows[0]!.textContent).toBe('original · shape');
  expect(rows[1]!.textContent).toMatch(/^Elongation[\d.]+$/);
  expect(rows[4]!.textContent).toMatch(/^MajorAxisLength[\d.]+mm$/);
});

test('a search narrows the list and says how far', async () => {
  const drawn = await draw();
  await compute(drawn);
  await drawn.user.type(await features().findByLabelText('Search features'), 'glcm entropy');
  features().getByText('3 of 107');
  expect(features().queryByText('Elongation')).toBeNull();
  await drawn.user.type(features().getByLabelText('Search features'), ' none');
  features().getByText('No feature has this in its name.');
});

test('set and voxels are chosen, and what filters see is said', async () => {
  const drawn = await draw();
  await open(drawn);
  await drawn.user.selectOptions(features().getByLabelText('Set'), '851');
  await drawn.user.selectOptions(features().getByLabelText('Voxels'), 'millimetre');
  await drawn.user.click(button('Compute features'));
  await features().findByText(/^851 features of Lesion 1/);
  features().getByText(/voxels of 1 × 1 × 1 mm, resampled from 0.7 × 0.7 × 1.25 mm/);
  features().getByText(/box and 10 voxels around it/);
  expect(drawn.radiomicsHost.inputs[0]?.parameters.setting).toMatchObject({
    preCrop: true,
    padDistance: 10,
    resampledPixelSpacing: [1, 1, 1],
  });
});

test('IBSI’s features are chosen in its configurations, which are said before and after', async () => {
  const drawn = await draw();
  await open(drawn);
  await drawn.user.selectOptions(features().getByLabelText('Set'), 'ibsi');
  expect(features().queryByLabelText('Voxels')).toBeNull();
  features().getByText(
    'IBSI’s configuration C: linear interpolation to 2 × 2 × 2 mm, intensities from −1000 to 400 HU, grey levels 25 HU wide, texture in 3D.',
  );
  await drawn.user.selectOptions(features().getByLabelText('Config.'), 'B');
  const processing =
    'IBSI’s configuration B: linear interpolation to 2 × 2 mm, intensities from −500 to 400 HU, 32 grey levels, texture in slices.';
  features().getByText(processing);
  await drawn.user.click(button('Compute features'));
  await features().findByText('346 features of Lesion 1, as IBSI names and orders them.');
  features().getByText(/voxels of 2 × 2 × 1.25 mm, scanned 0.7 × 0.7 × 1.25 mm/);
  // Once, with the values it is about.
  features().getByText(processing);

  const input = drawn.radiomicsHost.inputs[0]!;
  const parameters = { profile: 'ibsi', setting: IBSI_CONFIGURATIONS.B } as const;
  expect(input.parameters).toEqual(parameters);
  const expected = extractIbsi(input.image, input.mask, parameters);
  await drawn.user.click(features().getByRole('button', { name: 'Copy as CSV' }));
  const [, ...lines] = (await navigator.clipboard.readText()).trimEnd().split('\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(expected.features.map((f) => f.name));

  await drawn.user.type(features().getByLabelText('Search features'), 'kurtosis');
  features().getByText('2 of 346');
  await drawn.user.click(features().getByRole('button', { name: 'Copy parameters' }));
  expect(await navigator.clipboard.readText()).toContain('configuration: B\n');
});

test('progress is a progress bar, and Cancel ends the run at once', async () => {
  const drawn = await draw();
  drawn.radiomicsHost.holds = true;
  await compute(drawn);
  act(() => drawn.radiomicsHost.progress({ done: 1, total: 4 }));
  const bar = features().getByRole('progressbar', { name: 'Features of Lesion 1…' });
  expect(bar.getAttribute('aria-valuenow')).toBe('25');
  expect(bar.getAttribute('aria-valuetext')).toBe('1 of 4 parts');

  await drawn.user.click(features().getByRole('button', { name: 'Cancel' }));
  await features().findByText(/Cancelled/);
  expect(document.activeElement).toBe(button('Compute features'));
});

test('a failure is shown in its words', async () => {
  const drawn = await draw();
  drawn.radiomicsHost.holds = true;
  await compute(drawn);
  await act(async () =>
    drawn.radiomicsHost.fail(new MutationPredictionError('unsuitable-roi.single-voxel')),
  );
  await features().findByText('The mask has a single voxel.');
});

test('each lesion has its own, also after the tab was left', async () => {
  const drawn = await draw({ segmentations: twoLesions });
  await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
  await compute(drawn);
  await features().findByText(/^107 features of Lesion 1/);
  await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
  expect(features().queryByText(/^107 features/)).toBeNull();
  await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
  features().getByText(/^107 features of Lesion 1/);

  document.body.replaceChildren();
  await mount(drawn);
  await open(drawn);
  features().getByText(/^107 features of Lesion 1/);
});

test('features of contours that have changed since are marked, those of others are gone', async () => {
  const drawn = await draw();
  await compute(drawn);
  await features().findByText(/^107 features/);
  act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
  features().getByText('Out of date.');
  act(() => drawn.studyHost.change({ studyInstanceUid: '9.9.9' }));
  expect(features().queryByText(/^107 features/)).toBeNull();
});

test('values and parameters are copied as text', async () => {
  const drawn = await draw();
  await compute(drawn);
  await drawn.user.click(await features().findByRole('button', { name: 'Copy as CSV' }));
  const csv = await navigator.clipboard.readText();
  expect(csv.split('\n')).toHaveLength(1 + 107 + 1);
  expect(csv).toContain('original_shape_Elongation,original,shape,Elongation,');
  await drawn.user.click(features().getByRole('button', { name: 'Copy parameters' }));
  expect(await navigator.clipboard.readText()).toContain('  padDistance: 10\n');
});

describe('the report', () => {
  const inReport = () => features().getByRole('checkbox', { name: /have an IBSI code/ });

  test('holds the features that have a code, where the user wants them', async () => {
    const drawn = await draw();
    await compute(drawn);
    await features().findByText(/^107 features/);
    await drawn.user.click(inReport());
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    await screen.findByText(/Stored in the archive/);
    const [measurements] = drawn.studyHost.reportedMeasurements;
    const input = drawn.radiomicsHost.inputs[0]!;
    const { features: computed } = extractFeatures(input.image, input.mask, input.parameters);
    expect(measurements).toEqual(radiomicMeasurements(computed, input.parameters));
    expect(measurements!.length).toBeGreaterThan(80);
    features().getByText(/Run Predict again for one with them/);
  });

  test('holds IBSI’s features, and says how the image was processed', async () => {
    const drawn = await draw();
    await open(drawn);
    await drawn.user.selectOptions(features().getByLabelText('Set'), 'ibsi');
    await drawn.user.selectOptions(features().getByLabelText('Config.'), 'A');
    await drawn.user.click(button('Compute features'));
    await features().findByText(/^346 features/);
    await drawn.user.click(inReport());
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    await screen.findByText(/Stored in the archive/);
    const [measurements] = drawn.studyHost.reportedMeasurements;
    expect(measurements!.length).toBeGreaterThan(340);
    const processing = new Set(measurements!.map(({ settings }) => settings.at(-1)));
    expect([...processing]).toEqual([
      'processing=configuration A; interpolation none; resegmentRange -500,400; ' +
        'outlierSigma none; discretisation binWidth 25; volumeHistogram none',
    ]);
  });

  test('holds none that nobody asked for', async () => {
    const drawn = await draw();
    await compute(drawn);
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    expect(drawn.studyHost.reportedMeasurements).toEqual([[]]);
  });

  test('holds none of contours that have changed since', async () => {
    const drawn = await draw();
    await compute(drawn);
    await features().findByText(/^107 features/);
    await drawn.user.click(inReport());
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    expect(drawn.studyHost.reportedMeasurements).toEqual([[]]);
  });
});
