import type { MeasurementReportContent } from '@mutation-prediction/core';
import { measurementsAsCsv, MutationPredictionError } from '@mutation-prediction/core';
import { useEffect, useState } from 'react';
import type { MeasurementReport, StudyHost } from '../../contract.js';
import { formatDate } from '../format.js';
import { CopyButton } from '../parts/CopyButton.js';
import { Dialog } from '../parts/Dialog.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { injectOnDemandStyles } from '../onDemandStyles.js';
import { say } from '../words.js';
import { countOf, foundGroups } from './foundMeasurements.js';
import { MeasuredGroup } from './MeasuredGroup.js';

interface MeasurementsDialogProps {
  readonly report: MeasurementReport;
  readonly studyHost: StudyHost;
  readonly onClose: () => void;
}

type Reading =
  | { readonly content: MeasurementReportContent }
  | { readonly error: MutationPredictionError }
  | undefined;

/** A report of another maker as a list: whose word it is, then each region with what was measured of it. */
export function MeasurementsDialog({ report, studyHost, onClose }: MeasurementsDialogProps) {
  injectOnDemandStyles();
  const [reading, setReading] = useState<Reading>();
  useEffect(() => {
    let isWanted = true;
    studyHost.readMeasurements(report.id).then(
      (content) => isWanted && setReading({ content }),
      (error: unknown) => {
        if (!(error instanceof MutationPredictionError)) throw error;
        if (isWanted) setReading({ error });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [report.id, studyHost]);
  const title = report.seriesDescription ?? say('measured.untitled');
  return (
    <Dialog title={say('measured.title', { title })} className="mp-measured" onClose={onClose}>
      <div
        className="mp-measured-body mp-stack mp-scrollbar"
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        {!reading && (
          <p role="status" className="text-muted-foreground text-sm">
            {say('measured.reading')}
          </p>
        )}
        {reading && 'error' in reading && <ErrorNotice error={reading.error} />}
        {reading && 'content' in reading && <Measurements content={reading.content} />}
      </div>
    </Dialog>
  );
}

/** From so many numbers on, one looks for one. */
const SEARCHED_FROM = 12;

function Measurements({ content }: { readonly content: MeasurementReportContent }) {
  const [search, setSearch] = useState('');
  const { origin, contentDate, seriesDescription, groups, title } = content;
  const found = foundGroups(groups, search);
  const count = countOf(groups);
  const maker = origin.manufacturer ?? origin.author ?? say('measured.someone');
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('measured.date'), contentDate && formatDate(contentDate)],
    [say('measured.series'), seriesDescription],
    [say('origin.device'), [origin.device, origin.softwareVersion].filter(Boolean).join(' ')],
    [say('origin.author'), origin.author],
  ];
  return (
    <>
      <Notice kind="warning" text={say('measured.notOurs', { maker })} advice={title} />
      <dl className="mp-details text-sm">
        {rows.flatMap(([name, value]) =>
          value ? (
            <div key={name}>
              <dt className="text-muted-foreground">{name}</dt>
              <dd className="text-foreground">{value}</dd>
            </div>
          ) : (
            []
          ),
        )}
      </dl>
      <div className="mp-features-search">
        {count >= SEARCHED_FROM ? (
          <input
            type="search"
            aria-label={say('measured.search')}
            placeholder={say('measured.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="mp-focus border-input text-foreground bg-background hover:bg-primary/10 h-7 w-full min-w-0 rounded border px-2 text-base"
          />
        ) : (
          <span />
        )}
        <span role="status" className="text-muted-foreground mp-number text-sm">
          {say('features.found', { found: countOf(found), count })}
        </span>
      </div>
      {found.map((group, n) => (
        <MeasuredGroup key={group.trackingUid ?? n} group={group} />
      ))}
      {found.length === 0 && (
        <p className="text-muted-foreground text-sm">{say('features.noneFound')}</p>
      )}
      <div className="mp-report-buttons mp-features-copy">
        <CopyButton
          label={say('features.copyCsv')}
          of={content}
          text={() => measurementsAsCsv(content)}
        />
      </div>
    </>
  );
}
