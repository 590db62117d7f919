import { useMemo, useState } from 'react';
import { isIbsi, radiomicMeasurements } from '@mutation-prediction/core';
import { CopyButton } from '../parts/CopyButton.js';
import { Notice } from '../parts/Notice.js';
import type { LesionFeatures } from '../state/featuresState.js';
import { say } from '../words.js';
import { FeatureTable } from './FeatureTable.js';
import { featuresAsCsv, listFeatures, searchFeatures } from './listFeatures.js';
import { parameterFile } from './parameterFile.js';
import { processingWords, voxelWords } from './settingsWords.js';

interface FeatureResultProps {
  readonly result: LesionFeatures;
  /** Whether the contours are still those it was computed on. */
  readonly isCurrent: boolean;
  readonly inReport: boolean;
  /** The report on the lesion's result is built: what it holds is settled. */
  readonly isReportBuilt: boolean;
  readonly onPutInReport: (inReport: boolean) => void;
}

/** The values: what they were taken of, a search, the table, and copies to go on with. */
export function FeatureResult(props: FeatureResultProps) {
  const { result, isCurrent, inReport, isReportBuilt, onPutInReport } = props;
  const [search, setSearch] = useState('');
  const { lesionLabel, parameters } = result;
  const features = useMemo(() => listFeatures(result, parameters), [result, parameters]);
  const found = searchFeatures(features, search);
  const coded = useMemo(
    () => radiomicMeasurements(result.features, parameters).length,
    [result, parameters],
  );
  const done = isIbsi(parameters) ? 'features.done.ibsi' : 'features.done';
  return (
    <div className="mp-stack">
      {!isCurrent && (
        <Notice kind="warning" text={say('result.stale')} advice={say('result.stale.contours')} />
      )}
      <div className={isCurrent ? 'mp-stack' : 'mp-stack mp-stale'}>
        <p role="status" className="text-foreground text-sm">
          {say(done, { count: features.length, lesion: lesionLabel })}
        </p>
        <div className="text-muted-foreground text-sm">
          {[voxelWords(result), ...processingWords(parameters)].map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        <div className="mp-features-search">
          <input
            type="search"
            aria-label={say('features.search')}
            placeholder={say('features.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="mp-focus border-input text-foreground bg-background hover:bg-primary/10 h-7 w-full min-w-0 rounded border px-2 text-base"
          />
          <span role="status" className="text-muted-foreground mp-number text-sm">
            {say('features.found', { found: found.length, count: features.length })}
          </span>
        </div>
        <FeatureTable features={found} lesionLabel={lesionLabel} />
        <div className="mp-report-buttons mp-features-copy">
          <CopyButton
            label={say('features.copyCsv')}
            of={result}
            text={() => featuresAsCsv(features, parameters)}
          />
          <CopyButton
            label={say('features.copyParameters')}
            of={result}
            text={() => parameterFile(parameters)}
          />
        </div>
        <label className="mp-check text-foreground text-sm">
          <input
            type="checkbox"
            checked={inReport}
            onChange={(event) => onPutInReport(event.target.checked)}
          />
          <span>{say('features.inReport', { count: coded })}</span>
        </label>
        {inReport && isReportBuilt && <Notice kind="info" text={say('features.reportBuilt')} />}
      </div>
    </div>
  );
}
