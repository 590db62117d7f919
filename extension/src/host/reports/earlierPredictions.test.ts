import { buildPredictionReport, encodePart10 } from '@mutation-prediction/core';
import {
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import { EarlierPredictions } from './earlierPredictions.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';

const reports = new Map<string, Uint8Array>();

/** The viewer as far as it fetches files. */
const managers = {
  servicesManager: {
    services: { userAuthenticationService: { getAuthorizationHeader: () => ({}) } },
  },
  extensionManager: {
    getModuleEntry: () => ({
      exports: {
        dicomLoaderService: {
          findDicomDataPromise: ({ SOPInstanceUID }: { SOPInstanceUID: string }) =>
            Promise.resolve(reports.get(SOPInstanceUID)),
        },
      },
    }),
  },
} as unknown as Managers;

async function stored(
  lesions: Parameters<typeof buildPredictionReport>[0],
  now: Date,
): Promise<DisplaySet> {
  const instance = buildPredictionReport(lesions, { ...reportContextFixture(), now });
  reports.set(String(instance['SOPInstanceUID']), new Uint8Array(await encodePart10(instance)));
  return {
    Modality: 'SR',
    instances: [instance as unknown as InstanceMetadata],
  } as unknown as DisplaySet;
}

test('a report on several lesions is listed once for each, and found by each', async () => {
  const lesions = severalLesionsFixture();
  const older = await stored([reportedLesionFixture()], new Date(2026, 0, 1));
  const newer = await stored(lesions, new Date(2026, 0, 2));
  const earlier = new EarlierPredictions(managers, () => {});
  await earlier.refresh([older, newer]);

  const uid = String(newer.instances![0]!.SOPInstanceUID);
  expect(earlier.entries.map(({ id }) => id)).toEqual([
    uid,
    `${uid}#2`,
    `${uid}#3`,
    older.instances![0]!.SOPInstanceUID,
  ]);
  expect(earlier.entries.slice(0, 3).map(({ prediction }) => prediction)).toEqual(
    lesions.map(({ prediction }) => prediction),
  );
  for (const { prediction } of lesions) {
    expect(earlier.predecessorOf(prediction)?.sopInstanceUid).toBe(uid);
    expect(earlier.trackingUidOf(prediction.inputs.segmentation)).toBe(
      prediction.lesion.trackingUid,
    );
  }
});
