import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES, sameConcept } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  allNodes,
  childNamed,
  childrenNamed,
  readCode,
  readItems,
  readText,
  textOf,
  titleOf,
  uidOf,
} from '../content/contentTree.js';

/** IHE AIR 1.3 §6.5.3.1: each algorithm is a contributing equipment that equals the content tree. */
export function checkEquipment(root: ContentNode, dataset: ForeignDataset): string[] {
  const equipment = readItems(dataset['ContributingEquipmentSequence']).filter((item) =>
    sameConcept(readCode(item['PurposeOfReferenceCodeSequence']), CODES.processingEquipment),
  );
  const groups = childrenNamed(childNamed(root, CODES.imagingMeasurements), CODES.measurementGroup);
  return [
    ...groups.flatMap((group) =>
      checkObserver(observerOf(group) ?? observerOf(root), group, equipment),
    ),
    ...allNodes(root).flatMap((node) => checkAlgorithm(node, equipment)),
  ];
}

interface Observer {
  readonly uid: string | undefined;
  readonly manufacturer: string | undefined;
  readonly modelName: string | undefined;
}

/** A container's own observer (TID 1004), which else is that of the container around it. */
function observerOf(container: ContentNode): Observer | undefined {
  if (!childNamed(container, CODES.observerType)) return undefined;
  return {
    uid: uidOf(childNamed(container, CODES.deviceObserverUid)),
    manufacturer: textOf(childNamed(container, CODES.deviceObserverManufacturer)),
    modelName: textOf(childNamed(container, CODES.deviceObserverModelName)),
  };
}

/** The observer of a group is the algorithm that the group names, and one equipment in all respects. */
function checkObserver(
  observer: Observer | undefined,
  group: ContentNode,
  equipment: readonly ForeignDataset[],
): string[] {
  const device = equipment.find((item) => readText(item['DeviceUID']) === observer?.uid);
  if (!observer || !device) return ['Device Observer UID is not the DeviceUID of an equipment'];
  const equalities: readonly [string | undefined, string, string][] = [
    [observer.manufacturer, 'Device Observer Manufacturer', 'Manufacturer'],
    [observer.modelName, 'Device Observer Model Name', 'ManufacturerModelName'],
    [textOf(childNamed(group, CODES.algorithmName)), 'Algorithm Name', 'ManufacturerModelName'],
    [textOf(childNamed(group, CODES.algorithmVersion)), 'Algorithm Version', 'SoftwareVersions'],
  ];
  return equalities
    .filter(([value, , keyword]) => value === undefined || value !== readText(device[keyword]))
    .map(([, name, keyword]) => `${name} is not the ${keyword} of the contributing equipment`);
}

/** Every algorithm that an item names is an equipment. */
function checkAlgorithm(node: ContentNode, equipment: readonly ForeignDataset[]): string[] {
  const name = textOf(childNamed(node, CODES.algorithmName));
  const version = textOf(childNamed(node, CODES.algorithmVersion));
  const isNamed = name !== undefined || version !== undefined;
  const isEquipment = equipment.some(
    (item) =>
      readText(item['ManufacturerModelName']) === name &&
      readText(item['SoftwareVersions']) === version,
  );
  return !isNamed || isEquipment
    ? []
    : [`the algorithm of ${titleOf(node)} is no contributing equipment`];
}
