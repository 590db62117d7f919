import type { Vector3 } from '@mutation-prediction/core';
import type { CtChoice, SegmentationEntry } from '../../contract.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { WarningList } from '../parts/WarningList.js';
import { say } from '../words.js';
import { CtLine } from './CtLine.js';
import { LesionRow } from './LesionRow.js';

interface SegmentationGroupProps {
  readonly segmentation: SegmentationEntry;
  readonly chosenId: string | undefined;
  readonly onChoose: (lesionId: string) => void;
  readonly onJump: (pointLps: Vector3) => void;
  readonly onChooseCt: (ct: CtChoice) => void;
}

/** The lesions of one segmentation, with where the contours come from and the CT they are read on. */
export function SegmentationGroup(props: SegmentationGroupProps) {
  const { segmentation, chosenId, onChoose, onJump, onChooseCt } = props;
  const { status, source, lesions, refusedSegments, error } = segmentation;
  return (
    <div>
      {lesions.map((lesion) => (
        <LesionRow
          key={lesion.id}
          lesion={lesion}
          chosen={lesion.id === chosenId}
          onChoose={() => onChoose(lesion.id)}
          onJump={() => onJump(lesion.centroidLps)}
        />
      ))}
      {status === 'loading' && lesions.length === 0 && (
        <Notice kind="info" text={say('lesion.loading', { source })} />
      )}
      {status === 'ready' && lesions.length === 0 && (
        <Notice
          kind="info"
          text={say('lesion.empty', { source })}
          advice={say('lesion.emptyAdvice')}
        />
      )}
      {status === 'refused' && error && (
        <ErrorNotice error={error} of={source} what={say('lesion.refused', { source })} />
      )}
      {lesions.length > 0 && <p className="mp-source text-muted-foreground text-sm">{source}</p>}
      {(lesions.length > 0 || segmentation.ctAlternatives.length > 0) && (
        <CtLine segmentation={segmentation} onChoose={onChooseCt} />
      )}
      {lesions.length > 0 && <WarningList warnings={segmentation.warnings ?? []} />}
      {refusedSegments.map(({ label, error }, index) => (
        <ErrorNotice key={index} error={error} what={say('lesion.segment', { label })} />
      ))}
    </div>
  );
}
