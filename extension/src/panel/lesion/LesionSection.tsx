import type { Warning } from '@mutation-prediction/core';
import type { StudyHost, StudySnapshot } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { Notice } from '../parts/Notice.js';
import { Section } from '../parts/Section.js';
import { WarningList } from '../parts/WarningList.js';
import type { PanelActions } from '../state/panelSession.js';
import { say } from '../words.js';
import { NoduleTool } from './NoduleTool.js';
import { SegmentationGroup } from './SegmentationGroup.js';

interface LesionSectionProps {
  readonly snapshot: StudySnapshot;
  readonly chosenId: string | undefined;
  readonly warnings: readonly Warning[];
  readonly studyHost: StudyHost;
  /** Whether the chosen lesion is outlined in the images. */
  readonly isOutlined: boolean;
  readonly actions: Pick<PanelActions, 'chooseLesion' | 'goToLesion' | 'outline'>;
}

/** Which lesion: every lesion of every segmentation of the study, or what is missing to have one. */
export function LesionSection(props: LesionSectionProps) {
  const shown = props.snapshot.segmentations.flatMap(({ warnings = [] }) => warnings);
  const isNew = ({ message }: Warning) => shown.every((warning) => warning.message !== message);
  return (
    <Section title={say('lesion.heading')}>
      <LesionList {...props} />
      {props.snapshot.hasCt && (
        <NoduleTool tool={props.snapshot.nodule} studyHost={props.studyHost} />
      )}
      <WarningList warnings={props.warnings.filter(isNew)} />
    </Section>
  );
}

function LesionList({ snapshot, chosenId, studyHost, isOutlined, actions }: LesionSectionProps) {
  if (snapshot.studyInstanceUid === undefined) {
    return <Notice kind="info" text={say('lesion.noStudy')} advice={say('lesion.noStudyAdvice')} />;
  }
  if (!snapshot.hasCt) {
    return <Notice kind="info" text={say('lesion.noCt')} advice={say('lesion.noCtAdvice')} />;
  }
  if (snapshot.segmentations.length === 0) {
    return (
      <Notice
        kind="info"
        text={say('lesion.noSegmentation')}
        advice={say('lesion.noSegmentationAdvice')}
      >
        <Button variant="secondary" onClick={() => studyHost.openSegmentationTools()}>
          {say('lesion.openTools')}
        </Button>
      </Notice>
    );
  }
  const usable = snapshot.segmentations.filter(({ status }) => status !== 'refused');
  const refused = snapshot.segmentations.filter(({ status }) => status === 'refused');
  return (
    <div role="radiogroup" aria-label={say('lesion.list')} className="mp-stack">
      {[...usable, ...refused].map((segmentation) => (
        <SegmentationGroup
          key={segmentation.id}
          segmentation={segmentation}
          chosenId={chosenId}
          onChoose={actions.chooseLesion}
          onJump={actions.goToLesion}
          onChooseCt={(ct) => studyHost.chooseCt(segmentation.id, ct)}
        />
      ))}
      {chosenId !== undefined && (
        <label className="mp-check mp-outline text-muted-foreground text-sm">
          <input
            type="checkbox"
            checked={isOutlined}
            onChange={(event) => actions.outline(event.target.checked)}
          />
          {say('lesion.outline')}
        </label>
      )}
    </div>
  );
}
