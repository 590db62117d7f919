import { MutationPredictionError } from '@mutation-prediction/core';
import type { CohortCase } from '../cohort/cohortCase.js';
import { findCohort, type Scan } from '../cohort/findCohort.js';
import type { CaseTask } from '../prediction-cases/predictCase.js';
import type { CaseJob } from './caseJob.js';
import type { PacsSource, Source } from './sources.js';

/** Finds the cases that jobs speak of. */
export interface CaseSource {
  /**
   * @throws MutationPredictionError `no-ct` when the source does not have the case
   */
  find(job: CaseJob): Promise<Pick<CaseTask, 'cohortCase' | 'pacs'>>;
}

/** Between two looks at a folder for a case that was not in it, ms. */
const LOOK_AGAIN_MS = 30_000;

/**
 * Opens a source. A folder is looked through now, and again when a job speaks of a case that was not in it.
 *
 * @throws MutationPredictionError `no-ct` when the folder cannot be read
 */
export async function openSource(name: string, source: Source, scan: Scan): Promise<CaseSource> {
  return 'dicomweb' in source ? pacsSource(source) : folderSource(name, source.cases, scan);
}

function pacsSource({ dicomweb: url, authorization }: PacsSource): CaseSource {
  const service = { url, ...(authorization !== undefined && { authorization }) };
  return {
    find: async (job) => {
      if (!job.pacs) throw notHere(job);
      const { sopInstanceUid: id } = job.pacs.segmentation;
      const found = { id, ct: [], seg: '', patientId: '', pacs: job.pacs };
      return { cohortCase: { ...found, ...chosenBy(job) }, pacs: service };
    },
  };
}

async function folderSource(name: string, folder: string, scan: Scan): Promise<CaseSource> {
  let looking: Promise<ReadonlyMap<string, CohortCase>>;
  let looked = 0;
  const look = () => {
    looked = performance.now();
    looking = findCohort(folder, scan).then(
      ({ cases }) => new Map(cases.map((one) => [one.content, one])),
    );
    // Whoever waits hears of it.
    looking.catch(() => undefined);
    return looking;
  };
  await look();
  return {
    find: async (job) => {
      const known = (await looking).get(job.content);
      if (!known && performance.now() - looked > LOOK_AGAIN_MS) look();
      const found = known ?? (await looking).get(job.content);
      if (!found) throw notHere(job);
      const { id, ct, seg, patientId } = found;
      return { cohortCase: { id, ct, seg, patientId, ...chosenBy(job) } };
    },
  };
}

/** Which of its lesions are meant, and what is known of its patient, is the asker's to say. */
function chosenBy({ content, series, segment, component }: CaseJob) {
  return {
    content,
    clinical: {},
    ...(series !== undefined && { series }),
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
  };
}

const notHere = ({ source }: CaseJob) =>
  new MutationPredictionError('no-ct.not-in-source', { source });
