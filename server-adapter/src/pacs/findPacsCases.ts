import type { CohortCase } from '../cohort/cohortCase.js';
import { digestOf } from '../cohort/contentDigest.js';
import { numbersOf, textOf, type DicomWebClient, type FoundDataSet } from './dicomWebClient.js';

const TAG = {
  sopInstanceUid: '00080018',
  modality: '00080060',
  patientId: '00100020',
  studyInstanceUid: '0020000D',
  seriesInstanceUid: '0020000E',
  seriesInstances: '00201209',
} as const;

/**
 * The cases of a PACS: every SEG and RTSTRUCT of the studies that a query finds. Nothing is retrieved
 * yet; a case's content is told by the identities of its objects, which never change.
 *
 * @param query on studies, e.g. `StudyDate=20240101-&ModalitiesInStudy=SEG` (PS3.18 §8.3.4)
 * @throws MutationPredictionError `no-ct` when the PACS cannot be asked
 */
export async function findPacsCases(
  client: DicomWebClient,
  query: string,
  onProgress?: (done: number, total: number) => void,
): Promise<CohortCase[]> {
  const studies = await client.search('studies', new URLSearchParams(query));
  const cases: CohortCase[] = [];
  for (const [n, study] of studies.entries()) {
    cases.push(...(await casesOf(client, study)));
    onProgress?.(n + 1, studies.length);
  }
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const casesOf = (client: DicomWebClient, study: FoundDataSet) =>
  findStudyCases(client, textOf(study, TAG.studyInstanceUid), textOf(study, TAG.patientId));

/**
 * The cases of one study; none where the PACS has no such study.
 *
 * @throws MutationPredictionError `no-ct` when the PACS cannot be asked
 */
export async function findStudyCases(
  client: DicomWebClient,
  studyInstanceUid: string,
  patientId = '',
): Promise<CohortCase[]> {
  const series = await client.search(
    `studies/${studyInstanceUid}/series`,
    new URLSearchParams({ includefield: TAG.seriesInstances }),
  );
  const ctSeries = series
    .filter((one) => textOf(one, TAG.modality) === 'CT')
    .map((one) => ({
      seriesInstanceUid: textOf(one, TAG.seriesInstanceUid),
      instances: numbersOf(one, TAG.seriesInstances)[0] ?? 0,
    }))
    .sort((a, b) => (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1));
  const found: CohortCase[] = [];
  for (const one of series) {
    if (!['SEG', 'RTSTRUCT'].includes(textOf(one, TAG.modality))) continue;
    const seriesInstanceUid = textOf(one, TAG.seriesInstanceUid);
    const instances = await client.search(
      `studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances`,
      new URLSearchParams(),
    );
    for (const instance of instances) {
      const sopInstanceUid = textOf(instance, TAG.sopInstanceUid);
      const segmentation = { seriesInstanceUid, sopInstanceUid };
      found.push({
        id: sopInstanceUid,
        ct: [],
        seg: '',
        patientId,
        clinical: {},
        pacs: { studyInstanceUid, segmentation, ctSeries },
        content: digestOf([JSON.stringify(ctSeries), sopInstanceUid]),
      });
    }
  }
  return found;
}
