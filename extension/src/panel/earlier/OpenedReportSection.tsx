import type {
  Prediction,
  RadiomicMeasurement,
  ReportOrigin as ReportOriginData,
  SignatureState,
} from '@mutation-prediction/core';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import type { EarlierPrediction, StudyHost } from '../../contract.js';
import { useCatalogue } from '../catalogue.js';
import { formatDateTime } from '../format.js';
import { Button } from '../parts/Button.js';
import { CopyButton } from '../parts/CopyButton.js';
import { Notice } from '../parts/Notice.js';
import { Section } from '../parts/Section.js';
import { ReportLesions } from '../overview/onDemand.js';
import { ResultBody } from '../result/ResultBody.js';
import { predictionSummary } from '../report/predictionSummary.js';
import { say } from '../words.js';
import { Difference } from './Difference.js';
import { ReportOrigin } from './ReportOrigin.js';
import { ReportedFeatures } from './ReportedFeatures.js';

interface OpenedReportSectionProps {
  /** Of the entry that is shown. */
  readonly id: string;
  /** Everything that the report says, one for each lesion and model. */
  readonly entries: readonly EarlierPrediction[];
  readonly onPick: (id: string) => void;
  readonly prediction: Prediction;
  readonly contentDate: string;
  /** Whose word it is, and what its signature says. */
  readonly origin: ReportOriginData | undefined;
  readonly signature: SignatureState | undefined;
  /** Features of the lesion in the report. */
  readonly measurements: readonly RadiomicMeasurement[];
  /** The current result of the same lesion, when there is one. */
  readonly current: Prediction | undefined;
  /** The way to its stored maps, where it has some. */
  readonly why: ReactNode;
  readonly studyHost: StudyHost;
  readonly onClose: () => void;
}

/** A stored report in the form of a result, read-only. */
export function OpenedReportSection(props: OpenedReportSectionProps) {
  const catalogue = useCatalogue();
  const { id, entries, onPick, studyHost, onClose } = props;
  const { prediction, contentDate, origin, signature, measurements, current, why } = props;
  const place = useRef<HTMLDivElement>(null);
  // It is opened from a list further down.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div ref={place} className="flex-shrink-0">
      <Section title={say('result.heading')}>
        <Notice
          kind="info"
          text={say('earlier.readOnly', { date: formatDateTime(contentDate) })}
          advice={say('earlier.noViews')}
        >
          <Button variant="secondary" onClick={onClose}>
            {say('earlier.back')}
          </Button>
          <CopyButton
            label={say('report.copy')}
            of={prediction.uid}
            text={() => predictionSummary(prediction, catalogue)}
          />
        </Notice>
        {entries.length > 1 && (
          <Suspense fallback={null}>
            <ReportLesions entries={entries} openedId={id} onOpen={onPick} />
          </Suspense>
        )}
        {origin && <ReportOrigin origin={origin} signature={signature} />}
        {current && origin?.system !== 'other' && (
          <Difference earlier={prediction} current={current} />
        )}
        <ResultBody
          prediction={prediction}
          isStored
          warnings={prediction.warnings}
          onJump={(point) => studyHost.jumpTo(point)}
          why={why}
        />
        {measurements.length > 0 && <ReportedFeatures measurements={measurements} />}
      </Section>
    </div>
  );
}
