import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem, textContentItem, uidRefContentItem } from '../content/contentItems.js';

/** A device that observes: here, a model or the radiomics engine. */
export interface DeviceObserver {
  /** Changes whenever the device, e.g. the model, changes. */
  readonly uid: string;
  readonly name: string;
  readonly manufacturer: string;
  readonly modelName: string;
  readonly serialNumber: string;
  readonly softwareVersion: string;
}

/** TID 1001 with TID 1004: who made the observations. */
export function observerContext(device: DeviceObserver): ContentItem[] {
  const relationship = 'HAS OBS CONTEXT';
  return [
    codeContentItem(CODES.observerType, CODES.device, relationship),
    uidRefContentItem(CODES.deviceObserverUid, device.uid, relationship),
    textContentItem(CODES.deviceObserverName, device.name, relationship),
    textContentItem(CODES.deviceObserverManufacturer, device.manufacturer, relationship),
    textContentItem(CODES.deviceObserverModelName, device.modelName, relationship),
    textContentItem(CODES.deviceObserverSerialNumber, device.serialNumber, relationship),
  ];
}
