import { Suspense } from 'react';
import { missingPart, onDemand } from '../parts/onDemand.js';
import { Section } from '../parts/Section.js';
import type { FeatureActions } from '../state/featureActions.js';
import type { PanelState } from '../state/panelState.js';
import { say } from '../words.js';

interface FeaturesSectionProps {
  readonly state: PanelState;
  readonly actions: FeatureActions;
}

/** Radiomic features of the chosen lesion; closed, and not even downloaded, until they are asked for. */
export function FeaturesSection(props: FeaturesSectionProps) {
  return (
    <Section title={say('features.heading')} startsOpen={false}>
      <Suspense fallback={null}>
        <FeaturesBody {...props} />
      </Suspense>
    </Section>
  );
}

const FeaturesBody = onDemand(
  async () => (await import(/* webpackChunkName: 'features' */ './FeaturesBody.js')).FeaturesBody,
  missingPart('features.missing'),
);
