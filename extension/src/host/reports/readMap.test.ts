import type { VisualExplanation } from '@mutation-prediction/core';
import type { DisplaySet, Managers } from '../viewer/ohif.js';
import { readMap } from './readMap.js';

const explanation: VisualExplanation = {
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.2.3',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.30',
  sopInstanceUid: '1.2.3.4',
};

/** A viewer with these display sets, whose loader answers `bytes` and notes what it was asked for. */
function viewer(displaySets: readonly Partial<DisplaySet>[], bytes: Uint8Array) {
  const asked: unknown[] = [];
  const dicomLoaderService = {
    findDicomDataPromise: (source: { readonly SOPInstanceUID: string }) => {
      asked.push(source.SOPInstanceUID);
      return Promise.resolve(bytes);
    },
  };
  const managers = {
    extensionManager: { getModuleEntry: () => ({ exports: { dicomLoaderService } }) },
    servicesManager: {
      services: {
        displaySetService: { getDisplaySetsForSeries: () => displaySets },
        userAuthenticationService: { getAuthorizationHeader: () => ({}) },
      },
    },
  } as unknown as Managers;
  return { managers, asked };
}

test('a map that the study has not is refused', async () => {
  const { managers, asked } = viewer([], new Uint8Array());
  await expect(readMap(managers, explanation)).rejects.toMatchObject({
    code: 'unsupported-object',
  });
  expect(asked).toEqual([]);
});

test('the instance that the report names is fetched and read, or refused for what it is', async () => {
  const instance = (SOPInstanceUID: string) => ({
    StudyInstanceUID: '1.2',
    SeriesInstanceUID: '1.2.3',
    SOPInstanceUID,
  });
  const displaySets = [{ instances: [instance('1.2.3.9'), instance('1.2.3.4')] }];
  const { managers, asked } = viewer(
    displaySets as unknown as Partial<DisplaySet>[],
    new Uint8Array(200),
  );
  await expect(readMap(managers, explanation)).rejects.toMatchObject({ code: 'not-dicom' });
  expect(asked).toEqual(['1.2.3.4']);
});
