/** @jest-environment jsdom */
import {
  extractIbsi,
  extractRadiomics,
  IBSI_CONFIGURATIONS,
  type IbsiParameters,
  RADIOMICS_PRESETS,
} from '@mutation-prediction/core';
import { render } from '@testing-library/react';
import { lesionVoxels } from '../testing/fixtures.js';
import { FeatureTable } from './FeatureTable.js';
import { listFeatures } from './listFeatures.js';

const { image, mask } = lesionVoxels();
const plain = RADIOMICS_PRESETS[107];
const ibsi: IbsiParameters = {
  profile: 'ibsi',
  setting: { ...IBSI_CONFIGURATIONS.C, spacingMm: null, textures: ['2D', '3D'] },
};

/** A word or a number: not two words that run together, and not a piece of one. */
const WORD = /^(?:\d*[A-Z]?[a-z]+(?:-[a-z]+|'s)?\d?|\dD|[A-Z]+|\d)$/;

test('the name of a feature breaks between its words alone', () => {
  const features = [
    ...listFeatures(extractRadiomics(image, mask, plain), plain),
    ...listFeatures(extractIbsi(image, mask, ibsi), ibsi),
  ];
  const { container } = render(<FeatureTable features={features} lesionLabel="Lesion 1" />);
  const names = [...container.querySelectorAll('tbody th[scope="row"]')];
  expect(names).toHaveLength(features.length);
  const words = new Set(
    names.flatMap(({ innerHTML }) => innerHTML.split('<wbr>').flatMap((part) => part.split(' '))),
  );
  expect([...words].filter((word) => !WORD.test(word))).toEqual([]);
  expect(words).toContain('Emphasis');
  expect(names.map(({ textContent }) => textContent)).toContain('Maximum2DDiameterColumn');
});
