import { lazy, Suspense } from 'react';
import { Notice } from '../parts/Notice.js';
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

const FeaturesBody = lazy(async () => {
  try {
    const { FeaturesBody } = await import(/* webpackChunkName: 'features' */ './FeaturesBody.js');
    return { default: FeaturesBody };
  } catch {
    return { default: FeaturesMissing };
  }
});

/** The site does not serve the file that the section lies in. */
function FeaturesMissing() {
  return (
    <Notice kind="error" text={say('features.missing')} advice={say('features.missingAdvice')} />
  );
}
