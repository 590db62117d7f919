import {
  buildPredictionReport,
  encodePart10,
  type NaturalisedDataset,
  signReport,
  toHex,
} from '@mutation-prediction/core';
import { newSigner, verifyByWebCrypto } from '../../../../test/support/ed25519.js';
import {
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import { EarlierPredictions } from './earlierPredictions.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';

const signer = newSigner();
const signatures = {
  trusted: [{ name: 'Radiology', publicKey: toHex(signer.publicKey) }],
  verify: verifyByWebCrypto,
};

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
  change: object = {},
): Promise<DisplaySet> {
  const built = buildPredictionReport(lesions, { ...reportContextFixture(), now });
  return archived({ ...built, ...change });
}

async function archived(instance: NaturalisedDataset): Promise<DisplaySet> {
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
  const earlier = new EarlierPredictions(managers, signatures, () => {});
  await earlier.refresh([older, newer], []);

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
    expect(earlier.replacementOf([prediction]).reports[0]?.sopInstanceUid).toBe(uid);
    expect(earlier.trackingUidOf(prediction.inputs.segmentation)).toBe(
      prediction.lesion.trackingUid,
    );
  }
});

const patient = { PatientID: 'MP-1', PatientName: 'MÜLLER^JÖRG' };
const { prediction } = reportedLesionFixture();

test('a report of another patient in this very study is named, and neither shown nor built on', async () => {
  const own = await stored([reportedLesionFixture()], new Date(2026, 0, 1));
  const others = await stored([reportedLesionFixture()], new Date(2026, 0, 2), {
    PatientID: 'MP-2',
    PatientName: 'Roe^Mary',
  });
  const earlier = new EarlierPredictions(managers, signatures, () => {});
  await earlier.refresh([own, others], [patient]);

  const [refused, shown] = earlier.entries;
  expect(shown).toMatchObject({ prediction, origin: { system: 'own' } });
  expect(refused).not.toHaveProperty('prediction');
  expect(refused!.error).toMatchObject({
    code: 'other-patient',
    message:
      'This report and the CT contradict each other in patient ID and patient name: they may be of different patients.',
  });
  expect(JSON.stringify(refused)).not.toMatch(/MP-2|Roe|Mary/);
  expect(earlier.replacementOf([prediction]).reports[0]?.sopInstanceUid).toBe(
    own.instances![0]!.SOPInstanceUID,
  );
});

test('a report is compared as soon as there is a CT to compare it with', async () => {
  const others = await stored([reportedLesionFixture()], new Date(2026, 0, 2));
  let changes = 0;
  const earlier = new EarlierPredictions(managers, signatures, () => changes++);
  await earlier.refresh([others], []);
  expect(earlier.entries[0]).toHaveProperty('prediction');
  await earlier.refresh([others], [{ PatientID: 'MP-9' }]);
  expect(earlier.entries[0]!.error?.code).toBe('other-patient');
  expect(earlier.trackingUidOf(prediction.inputs.segmentation)).toBeUndefined();
  expect(changes).toBe(2);
});

test('what another system wrote is shown as its own, and nothing is built on it', async () => {
  const forged = await stored([reportedLesionFixture()], new Date(2026, 0, 2), {
    Manufacturer: 'Others Inc.',
  });
  const earlier = new EarlierPredictions(managers, signatures, () => {});
  await earlier.refresh([forged], [patient]);
  expect(earlier.entries[0]!.origin).toMatchObject({
    system: 'other',
    manufacturer: 'Others Inc.',
  });
  expect(earlier.replacementOf([prediction]).reports[0]).toBeUndefined();
  expect(earlier.trackingUidOf(prediction.inputs.segmentation)).toBeUndefined();
});

test('what a signature says is told; a report that was changed since shows no number', async () => {
  const built = buildPredictionReport([reportedLesionFixture()], reportContextFixture());
  const signed = await signReport(built, signer, new Date(2026, 1, 5));
  const byOther = await signReport(built, newSigner(), new Date(2026, 1, 5));
  const tampered = { ...signed, SOPInstanceUID: '2.25.99', StudyDate: '20990101' };
  const earlier = new EarlierPredictions(managers, signatures, () => {});
  const states = async (instance: NaturalisedDataset) => {
    await earlier.refresh([await archived(instance)], [patient]);
    return earlier.entries[0]!;
  };
  expect(await states(built)).toMatchObject({ signature: { kind: 'unsigned' } });
  expect(await states(byOther)).toMatchObject({ signature: { kind: 'unknown-key' } });
  expect(await states(signed)).toMatchObject({
    signature: { kind: 'trusted', signer: 'Radiology' },
  });
  expect(earlier.replacementOf([prediction]).reports[0]?.state.kind).toBe('trusted');
  const changed = await states(tampered);
  expect(changed.error?.code).toBe('signature-invalid');
  expect(changed).not.toHaveProperty('prediction');
  expect(earlier.replacementOf([prediction]).reports[0]).toBeUndefined();
});
