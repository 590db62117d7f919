import type { NaturalisedDataset } from '../dicom/naturalisedDataset.js';
import { uidFromDigest } from '../dicom/uid.js';
import type { ModelIdentity } from '../prediction/prediction.js';
import { CODES } from './codes.js';
import { codedConcept } from './contentItems.js';
import type { DeviceObserver } from './observerContext.js';
import { PRODUCT } from '../dicom/derivedObject.js';

/** The model as observing device; its UID and serial number follow its weights. */
export function deviceObserver({ name, digest }: ModelIdentity): DeviceObserver {
  const hex = digest.replace(/^sha256:/, '');
  return {
    uid: uidFromDigest(hex),
    name: PRODUCT.modelName,
    manufacturer: PRODUCT.manufacturer,
    modelName: name,
    serialNumber: hex.slice(0, 16),
  };
}

/**
 * The model as Contributing Equipment. IHE AIR 1.3 §6.5.3.1 wants it equal to the content tree:
 * manufacturer, model name, software versions and device UID.
 */
export function contributingEquipment(model: ModelIdentity, createdAt: string): NaturalisedDataset {
  const device = deviceObserver(model);
  return {
    PurposeOfReferenceCodeSequence: [codedConcept(CODES.processingEquipment)],
    Manufacturer: device.manufacturer,
    ManufacturerModelName: device.modelName,
    SoftwareVersions: model.version,
    DeviceSerialNumber: device.serialNumber,
    DeviceUID: device.uid,
    ContributionDateTime: utcDateTime(createdAt),
  };
}

/** DT of an instant, in UTC. */
function utcDateTime(iso: string): string {
  return `${new Date(iso).toISOString().replace(/[-:TZ]/g, '')}+0000`;
}
