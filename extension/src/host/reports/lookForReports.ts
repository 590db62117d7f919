import type { ExtensionManager, Services } from '../viewer/ohif.js';
import { listSeries } from './storeReport.js';

/** Has the viewer fetch the series of a study that reports may lie in and that it does not know yet. */
export async function lookForReports(
  extensionManager: ExtensionManager,
  { displaySetService }: Pick<Services, 'displaySetService'>,
  studyInstanceUid: string,
): Promise<void> {
  const [dataSource] = extensionManager.getActiveDataSource();
  const series = (await dataSource?.query?.series?.search?.(studyInstanceUid)) ?? [];
  for (const { seriesInstanceUid, modality } of series) {
    if (modality !== 'SR' && modality !== 'SEG') continue;
    if (displaySetService.getDisplaySetsForSeries(seriesInstanceUid)?.length) continue;
    await listSeries(dataSource, studyInstanceUid, seriesInstanceUid);
  }
}
