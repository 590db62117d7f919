import type { BackgroundJob, BackgroundServer, StoredSegmentation } from '../../contract.js';

/** A server that can reach what a test says, and whose jobs come to what it tells. */
export class FakeBackgroundServer implements BackgroundServer {
  /** The archive's name by SOP Instance UID. */
  readonly reachable = new Map<string, string>();
  readonly submitted: [uid: string, archive: string, modelDigest: string][] = [];
  readonly cancelled: string[] = [];
  refusal: Error | undefined;
  /** What has become of the job that is followed. */
  tell: (job: BackgroundJob) => void = () => undefined;

  async segmentationsOf(): Promise<ReadonlyMap<string, string>> {
    return this.reachable;
  }

  async submit(
    { sopInstanceUid }: StoredSegmentation,
    archive: string,
    modelDigest: string,
  ): Promise<BackgroundJob> {
    if (this.refusal) throw this.refusal;
    this.submitted.push([sopInstanceUid, archive, modelDigest]);
    return { id: `job-${sopInstanceUid}`, state: 'waiting' };
  }

  follow(_id: string, onChange: (job: BackgroundJob) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve());
      this.tell = (job) => {
        onChange(job);
        if (job.state === 'done' || job.state === 'failed') resolve();
      };
    });
  }

  async cancel(id: string): Promise<void> {
    this.cancelled.push(id);
  }
}
