import type { PatientIdentity } from '@mutation-prediction/core';
import { isPredictionReport, MutationPredictionError } from '@mutation-prediction/core';
import { documentAttributes } from './dicomJson.js';
import type { DataSource, InstanceMetadata, Managers, StudyRecord } from '../viewer/ohif.js';

/** Studies asked for at a time; the search goes on while pages come back full. */
const PAGE = 100;
/** Nobody has more; a server that ignores `offset` would answer for ever. */
const MOST_PAGES = 10;

/** A prediction report of another study, not retrieved yet. */
export interface FoundReport {
  readonly instance: InstanceMetadata;
  /** Of the study, as the server gives it: YYYYMMDD. */
  readonly studyDate: string | undefined;
}

/**
 * Finds the prediction reports in the other studies that the archive files under a patient's ID, with
 * the user's own authorisation and without loading those studies into the viewer. Whose they really are
 * is for the reader of the files to tell.
 *
 * @param wadoRoot of the open study
 * @returns none where the data source cannot be searched
 * @throws MutationPredictionError `unsupported-object` where the archive does not answer
 */
export async function findReportsOfOtherStudies(
  managers: Managers,
  { PatientID }: PatientIdentity,
  studyInstanceUid: string,
  wadoRoot: string | undefined,
): Promise<FoundReport[]> {
  const dataSource = managers.extensionManager.getActiveDataSource()[0];
  const { userAuthenticationService } = managers.servicesManager.services;
  const client = dataSource?.retrieve?.getWadoDicomWebClient?.();
  if (!PatientID || !wadoRoot || !dataSource?.query?.series?.search || !client) return [];
  try {
    const found: FoundReport[] = [];
    for (const study of await studiesOf(dataSource, PatientID)) {
      if (study.studyInstanceUid === studyInstanceUid) continue;
      for (const seriesInstanceUID of await reportSeries(dataSource, study.studyInstanceUid)) {
        // As the data source itself does before each request.
        client.headers = { ...userAuthenticationService.getAuthorizationHeader() };
        const series = { studyInstanceUID: study.studyInstanceUid, seriesInstanceUID };
        const instances = (await client.retrieveSeriesMetadata(series)).map(documentAttributes);
        for (const attributes of instances.filter(isPredictionReport)) {
          const instance = {
            ...attributes,
            StudyInstanceUID: study.studyInstanceUid,
            SeriesInstanceUID: seriesInstanceUID,
            wadoRoot,
          } as unknown as InstanceMetadata;
          found.push({ instance, studyDate: study.date });
        }
      }
    }
    return found;
  } catch (cause) {
    throw new MutationPredictionError('unsupported-object.studies-not-searched', {}, { cause });
  }
}

/** Studies with this very ID that may hold reports: some servers match wildcards, or nothing. */
async function studiesOf(dataSource: DataSource, patientId: string): Promise<StudyRecord[]> {
  const studies = new Map<string, StudyRecord>();
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { patientId, disableWildcard: true, limit: PAGE, offset: page * PAGE };
    const answer = (await dataSource.query?.studies?.search?.(query)) ?? [];
    const known = studies.size;
    for (const study of answer) studies.set(study.studyInstanceUid, study);
    if (answer.length < PAGE || studies.size === known) break;
  }
  return [...studies.values()].filter(
    ({ mrn, modalities }) =>
      mrn === patientId && (!modalities || modalities.split(/[\\/,]/).includes('SR')),
  );
}

async function reportSeries(dataSource: DataSource, studyInstanceUid: string): Promise<string[]> {
  const series = (await dataSource.query?.series?.search?.(studyInstanceUid)) ?? [];
  return series
    .filter(({ modality }) => modality === 'SR')
    .map(({ seriesInstanceUid }) => seriesInstanceUid);
}
