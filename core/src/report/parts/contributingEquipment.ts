import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES } from '../content/codes.js';
import { codedConcept } from '../content/contentItems.js';
import type { DeviceObserver } from './observerContext.js';

/**
 * A device as Contributing Equipment. IHE AIR 1.3 §6.5.3.1 wants one item per algorithm, equal to the
 * content tree: manufacturer, model name, software versions and device UID.
 *
 * @param contributedAt ISO 8601
 */
export function contributingEquipment(
  device: DeviceObserver,
  contributedAt: string,
): NaturalisedDataset {
  return {
    PurposeOfReferenceCodeSequence: [codedConcept(CODES.processingEquipment)],
    Manufacturer: device.manufacturer,
    ManufacturerModelName: device.modelName,
    SoftwareVersions: device.softwareVersion,
    DeviceSerialNumber: device.serialNumber,
    DeviceUID: device.uid,
    ContributionDateTime: utcDateTime(contributedAt),
  };
}

/** DT of an instant, in UTC. */
function utcDateTime(iso: string): string {
  return `${new Date(iso).toISOString().replace(/[-:TZ]/g, '')}+0000`;
}
