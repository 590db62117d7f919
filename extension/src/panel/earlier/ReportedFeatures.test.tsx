/** @jest-environment jsdom */
import { IBSI_CONFIGURATIONS, radiomicMeasurements } from '@mutation-prediction/core';
import { render, screen } from '@testing-library/react';
import { ReportedFeatures } from './ReportedFeatures.js';

const linesOf = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
const named = (...names: string[]) => names.map((name, n) => ({ name, value: n + 0.5 }));

test('shared settings are said once; features of one name say what sets them apart', () => {
  const measurements = radiomicMeasurements(
    named('morph_volume', 'cm_contrast_3D_avg', 'cm_contrast_3D_comb', 'szm_sze_3D'),
    { profile: 'ibsi', setting: IBSI_CONFIGURATIONS.D },
  );
  render(<ReportedFeatures measurements={measurements} />);
  screen.getByText(/^Taken with profile=ibsi, processing=configuration D; spacingMm 2,2,2;/);
  expect(linesOf()).toEqual([
    'Volume of Mesh0.5 cubic millimeter',
    'Contrast of GLCM, aggregation=ITBB1.5 ',
    'Contrast of GLCM, aggregation=IAZD2.5 ',
    'Small Zone Emphasis3.5 ',
  ]);
});

test('features of PyRadiomics’ are named by their concepts', () => {
  const parameters = { imageType: { Original: {} }, featureClass: {}, setting: { binWidth: 5 } };
  const features = named('original_firstorder_Mean', 'original_glcm_Contrast');
  render(<ReportedFeatures measurements={radiomicMeasurements(features, parameters)} />);
  screen.getByText('Taken with binWidth=5.');
  expect(linesOf()).toEqual(['Mean Intensity0.5 Hounsfield unit', 'Contrast of GLCM1.5 ']);
});
