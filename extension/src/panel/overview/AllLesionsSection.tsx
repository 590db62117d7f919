import { Suspense } from 'react';
import type { StudyHost } from '../../contract.js';
import { Section } from '../parts/Section.js';
import { useSightOfResult } from '../result/useSightOfResult.js';
import { readyLesions } from '../state/lesions.js';
import type { PanelActions } from '../state/panelSession.js';
import type { PanelState } from '../state/panelState.js';
import { say } from '../words.js';
import { AllLesions } from './onDemand.js';

interface AllLesionsSectionProps {
  readonly state: PanelState;
  readonly actions: PanelActions;
  readonly studyHost: StudyHost;
}

/**
 * Every lesion of the study beside its results, from the first run of one of several on; downloaded only then, and before
 * a result is looked at, which it stands above.
 */
export function AllLesionsSection(props: AllLesionsSectionProps) {
  const { state } = props;
  const place = useSightOfResult(state.run, 'all');
  const isRunning = state.run.status === 'running';
  const hasSome = isRunning || state.results.size > 0 || state.failures.size > 0;
  if (readyLesions(state.snapshot).length < 2 || !hasSome) return null;
  return (
    <div ref={place} className="flex-shrink-0">
      <Section title={say('overview.heading')}>
        <Suspense fallback={null}>
          <AllLesions {...props} />
        </Suspense>
      </Section>
    </div>
  );
}
