import { MutationPredictionError } from '@mutation-prediction/core';
import type { ReportDocument } from '../../contract.js';
import type { DataSource, ExtensionManager } from '../viewer/ohif.js';
import { requireStored } from './stow.js';

/**
 * Stores the files of a report in order through the viewer's active data source, so with its URL and
 * the user's own authorisation, then has the viewer list them.
 *
 * @throws `store-refused` with the server's reason
 */
export async function storeReport(
  extensionManager: ExtensionManager,
  { files }: ReportDocument,
): Promise<void> {
  const dataSource = extensionManager.getActiveDataSource()[0];
  for (const { bytes, studyInstanceUid, seriesInstanceUid, sopInstanceUid } of files) {
    await storeFile(dataSource, bytes, sopInstanceUid);
    await listSeries(dataSource, studyInstanceUid, seriesInstanceUid);
  }
}

async function storeFile(
  dataSource: DataSource | undefined,
  bytes: ArrayBuffer,
  sopInstanceUid: string,
): Promise<void> {
  if (!dataSource?.store?.dicom) throw cannotStore();
  // The data source hides the server's answer; the request that it is given keeps it.
  const request = new StowRequest();
  try {
    await dataSource.store.dicom(bytes, request);
  } catch (error) {
    if (request.readyState !== XMLHttpRequest.DONE) throw error;
  }
  if (request.readyState === XMLHttpRequest.UNSENT) throw cannotStore();
  requireStored({ status: request.status, body: request.responseText }, sopInstanceUid);
}

/** Asks for an answer in JSON, which the data source leaves to the server's taste. */
class StowRequest extends XMLHttpRequest {
  override open(method: string, url: string | URL): void {
    super.open(method, url);
    this.setRequestHeader('Accept', 'application/dicom+json');
  }
}

/** Has the viewer fetch the metadata of a series that has just been stored, as it does for new ones. */
export async function listSeries(
  dataSource: DataSource | undefined,
  studyInstanceUid: string,
  seriesInstanceUid: string,
): Promise<void> {
  forgetCachedMetadata(dataSource, studyInstanceUid);
  await dataSource?.retrieve?.series?.metadata?.({
    StudyInstanceUID: studyInstanceUid,
    filters: { seriesInstanceUID: [seriesInstanceUid] },
    madeInClient: true,
  });
  // Else the next mode would find a study of this one series.
  forgetCachedMetadata(dataSource, studyInstanceUid);
}

/** OHIF 3.13 caches under `<data source name>:<study>` but deletes under what it is given. */
function forgetCachedMetadata(dataSource: DataSource | undefined, studyInstanceUid: string): void {
  dataSource?.deleteStudyMetadataPromise?.(studyInstanceUid);
  dataSource?.deleteStudyMetadataPromise?.(`${dataSource.getConfig?.()?.name}:${studyInstanceUid}`);
}

function cannotStore(): MutationPredictionError {
  return new MutationPredictionError('store-refused.no-store');
}
