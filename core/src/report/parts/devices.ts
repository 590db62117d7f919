import { PRODUCT } from '../../dicom/writing/derivedObject.js';
import { uidFromDigest } from '../../dicom/identity/uid.js';
import type { ModelIdentity } from '../../contract/prediction.js';
import type { DeviceObserver } from './observerContext.js';
import type { ReportedLesion } from '../reportedLesion.js';

/** A device, and when it last contributed (ISO 8601). */
export interface ReportingDevice extends DeviceObserver {
  readonly contributedAt: string;
}

/** The radiomics engine as an algorithm of its own; its UID follows its version. */
export const RADIOMICS_ENGINE: DeviceObserver = {
  uid: uidFromDigest(`5b8c1d7ae0f34926a1d0c47e${hexVersion(PRODUCT.version)}`),
  name: PRODUCT.modelName,
  manufacturer: PRODUCT.manufacturer,
  modelName: `${PRODUCT.modelName} radiomics`,
  serialNumber: PRODUCT.version,
  softwareVersion: PRODUCT.version,
};

/** A model as observing device; its UID and serial number follow its weights. */
export function modelDevice({ name, version, digest }: ModelIdentity): DeviceObserver {
  const hex = digest.replace(/^sha256:/, '');
  return {
    uid: uidFromDigest(hex),
    name: PRODUCT.modelName,
    manufacturer: PRODUCT.manufacturer,
    modelName: name,
    serialNumber: hex.slice(0, 16),
    softwareVersion: version,
  };
}

/** Each model and, where it measured, the radiomics engine: once, in order of appearance. */
export function reportingDevices(lesions: readonly ReportedLesion[]): ReportingDevice[] {
  const devices = new Map<string, ReportingDevice>();
  const add = (device: DeviceObserver, contributedAt: string) =>
    devices.set(device.uid, { ...device, contributedAt });
  for (const { prediction } of lesions) add(modelDevice(prediction.model), prediction.createdAt);
  const measured = lesions.filter(({ measurements = [] }) => measurements.length > 0);
  for (const { prediction } of measured) add(RADIOMICS_ENGINE, prediction.createdAt);
  return [...devices.values()];
}

/** `0.1.0` as eight hexadecimal digits. */
function hexVersion(version: string): string {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  return parts
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')
    .padEnd(8, '0');
}
