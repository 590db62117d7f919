import { PRODUCT } from '../dicom/writing/derivedObject.js';
import type { ForeignDataset } from '../dicom/writing/naturalisedDataset.js';
import { CODES } from './content/codes.js';
import type { ContentNode } from './content/contentTree.js';
import { childNamed, readItems, readName, readText, textOf } from './content/contentTree.js';

/** Whose word a report is, as it states itself; what it leaves out is absent. */
export interface ReportOrigin {
  /**
   * `own`: this product's, every lesion sealed and as it was written. `other`: of another system, or
   * without our seal; nothing of it has been checked.
   */
  readonly system: 'own' | 'other';
  readonly manufacturer?: string;
  /** Model name of the equipment. */
  readonly device?: string;
  readonly softwareVersion?: string;
  /** The person or the device that observed. */
  readonly author?: string;
  readonly verification: 'verified' | 'unverified';
  readonly verifiedBy?: string;
}

/** @param isSealed whether every lesion bears our seal; a broken one was refused before */
export function readOrigin(
  root: ContentNode,
  dataset: ForeignDataset,
  isSealed: boolean,
): ReportOrigin {
  const manufacturer = readText(dataset['Manufacturer']);
  const device = readText(dataset['ManufacturerModelName']);
  const softwareVersion = versionsOf(dataset['SoftwareVersions']);
  const author = authorOf(root, dataset);
  const [verifier] = readItems(dataset['VerifyingObserverSequence']);
  const verifiedBy = readName(verifier?.['VerifyingObserverName']);
  const isOurs = manufacturer === PRODUCT.manufacturer && device === PRODUCT.modelName;
  return {
    system: isOurs && isSealed ? 'own' : 'other',
    ...(manufacturer && { manufacturer }),
    ...(device && { device }),
    ...(softwareVersion && { softwareVersion }),
    ...(author && { author }),
    verification: dataset['VerificationFlag'] === 'VERIFIED' ? 'verified' : 'unverified',
    ...(verifiedBy && { verifiedBy }),
  };
}

/** Of the document (PS3.3 C.17.2), else of its content (TID 1003, TID 1004). */
function authorOf(root: ContentNode, dataset: ForeignDataset): string | undefined {
  const [author] = readItems(dataset['AuthorObserverSequence']);
  const deviceName = textOf(childNamed(root, CODES.deviceObserverName));
  const modelName = textOf(childNamed(root, CODES.deviceObserverModelName));
  const content = childNamed(root, CODES.personObserverName)?.item['PersonName'];
  return (
    readName(author?.['PersonName']) ??
    readText(author?.['ManufacturerModelName']) ??
    readName(content) ??
    ([deviceName, modelName].filter(Boolean).join(', ') || undefined)
  );
}

/** Software Versions may have several values. */
function versionsOf(value: unknown): string | undefined {
  return Array.isArray(value) ? value.map(readText).filter(Boolean).join(', ') : readText(value);
}
