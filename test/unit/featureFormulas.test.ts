/** Every feature has its formula where it is defined, and under the identifier that reports give it. */
import { readFileSync } from 'node:fs';
import type { FeatureClass } from '../../core/src/radiomics/features/featureNames.js';
import { FEATURE_NAMES } from '../../core/src/radiomics/features/featureNames.js';
import { ibsiEquivalent } from '../../core/src/radiomics/ibsi/ibsiEquivalent.js';
import { ibsiTerm } from '../../core/src/radiomics/ibsi/ibsiTerms.js';

const DEFINED_IN: Readonly<Record<FeatureClass, string>> = {
  shape: 'shape/shape.ts',
  shape2D: 'shape/shape2D.ts',
  firstorder: 'features/firstOrder.ts',
  glcm: 'features/glcmFeatures.ts',
  glrlm: 'matrices/glrlm.ts',
  glszm: 'matrices/glszm.ts',
  gldm: 'matrices/gldm.ts',
  ngtdm: 'matrices/ngtdm.ts',
};

const features = (Object.keys(FEATURE_NAMES) as FeatureClass[]).flatMap((featureClass) =>
  FEATURE_NAMES[featureClass].map((feature) => [featureClass, feature] as const),
);

test.each(features)('%s %s', (featureClass, feature) => {
  const source = readFileSync(`core/src/radiomics/${DEFINED_IN[featureClass]}`, 'utf8');
  const comments = [
    ...source.matchAll(new RegExp(String.raw`^ *// (.+)\n *'?${feature}'?:`, 'gm')),
  ].map(([, comment]) => comment!);
  expect(comments).toHaveLength(1);
  const [formula, identifier] = comments[0]!.split('; IBSI ');
  expect(formula).not.toBe('');
  const equivalent = ibsiEquivalent(featureClass, feature);
  expect(identifier).toBe(equivalent && ibsiTerm(equivalent)[0]);
});
