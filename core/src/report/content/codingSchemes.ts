import type {
  NaturalisedDataset,
  NaturalisedValue,
} from '../../dicom/writing/naturalisedDataset.js';
import { PRIVATE_SCHEME, PRIVATE_SCHEME_UID, REGISTERED_SCHEMES } from './codes.js';
import { PRODUCT } from '../../dicom/writing/derivedObject.js';

const DECLARATIONS: Readonly<Record<string, NaturalisedDataset>> = {
  [PRIVATE_SCHEME]: {
    CodingSchemeUID: PRIVATE_SCHEME_UID,
    CodingSchemeName: 'OHIF Mutation Prediction codes',
    CodingSchemeResponsibleOrganization: PRODUCT.manufacturer,
  },
  HGNC: {
    CodingSchemeUID: '2.16.840.1.113883.6.281',
    CodingSchemeName: 'HUGO Gene Nomenclature Committee',
    CodingSchemeResponsibleOrganization: 'HUGO Gene Nomenclature Committee',
  },
};

/** Coding Scheme Identification Sequence (PS3.3 C.12.1.1.1): what a tree uses beyond PS3.16's schemes. */
export function codingSchemeIdentification(content: NaturalisedDataset): NaturalisedDataset[] {
  const unregistered = [...designatorsIn(content)].filter((name) => !REGISTERED_SCHEMES.has(name));
  return [PRIVATE_SCHEME, ...unregistered.filter((name) => name !== PRIVATE_SCHEME)].map(
    (designator) => ({
      CodingSchemeDesignator: designator,
      ...(DECLARATIONS[designator] ?? {
        CodingSchemeName: 'Codes of the model package or the segmentation',
      }),
    }),
  );
}

function designatorsIn(value: NaturalisedValue | undefined): Set<string> {
  if (typeof value !== 'object' || value instanceof ArrayBuffer) return new Set();
  const designators = new Set(Object.values(value).flatMap((part) => [...designatorsIn(part)]));
  if ('CodingSchemeDesignator' in value) designators.add(String(value.CodingSchemeDesignator));
  return designators;
}
