import { useEffect, useSyncExternalStore } from 'react';
import type { ModelEntry, ModelServer, StudyHost } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice } from '../parts/Notice.js';
import { say } from '../words.js';
import { jobListOf, type ListedJob } from './jobList.js';

interface BackgroundJobsProps {
  readonly server: ModelServer;
  readonly studyHost: StudyHost;
  /** What the panel knows of the study; looked at anew when it differs. */
  readonly segmentations: readonly object[];
  readonly model: ModelEntry | undefined;
}

/**
 * Leaves the study's lesions to the server, which reads them from the archive and stores the report there; offered
 * only where it says that it can.
 */
export function BackgroundJobs({ server, studyHost, segmentations, model }: BackgroundJobsProps) {
  const list = jobListOf(server, studyHost);
  const { offered, jobs, error } = useSyncExternalStore(list.subscribe, list.getState);
  useEffect(() => void list.look(), [list, segmentations]);
  const isBusy = ({ job }: ListedJob) => job.state === 'waiting' || job.state === 'running';
  if (offered.length === 0 && jobs.length === 0) return null;
  return (
    <div className="mp-background">
      {offered.length > 0 && (
        <>
          <Button
            variant="secondary"
            className="w-full"
            aria-disabled={!model || jobs.some(isBusy)}
            aria-describedby="mp-background-meaning"
            onClick={() => {
              if (model && !jobs.some(isBusy)) void list.submit(model.digest);
            }}
          >
            {say('background.submit')}
          </Button>
          <p id="mp-background-meaning" className="text-muted-foreground text-sm">
            {say('background.meaning', {
              server: server.name,
              sources: offered.map(({ segmentation }) => segmentation.source).join(', '),
            })}
          </p>
        </>
      )}
      <div role="status">
        <ul>
          {jobs.map((listed) => (
            <li key={listed.job.id} className="mp-background-job text-sm">
              <span className="min-w-0">
                <span className="text-foreground">{listed.source}</span>{' '}
                <span className="text-muted-foreground">
                  {say(`background.state.${listed.job.state}`)} {listed.job.failure}
                </span>
              </span>
              {isBusy(listed) && (
                <Button variant="ghost" onClick={() => void list.cancel(listed)}>
                  {say('run.cancel')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      {error && <ErrorNotice error={error} />}
    </div>
  );
}
