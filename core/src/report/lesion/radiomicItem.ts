import { algorithmIdentification } from '../parts/algorithmIdentification.js';
import { fromAsciiText, toAsciiText } from '../content/asciiText.js';
import type { ContentItem } from '../content/contentItems.js';
import type { ContentNode } from '../content/contentTree.js';
import { numberOf, parametersOf, unitOf } from '../content/contentTree.js';
import { RADIOMICS_ENGINE } from '../parts/devices.js';
import { measurement } from '../content/measurement.js';
import type { Draft } from '../content/propertyPath.js';
import type { RadiomicMeasurement } from '../reportedLesion.js';

/** Marks a NUM as a radiomic feature, and names the one meant where several share a concept. */
const FEATURE = 'feature=';

/** A radiomic feature as NUM of its lesion's group, measured by the radiomics engine. */
export function radiomicItem(radiomic: RadiomicMeasurement): ContentItem {
  const { feature, concept, value, unit, settings } = radiomic;
  const parameters = [`${FEATURE}${feature}`, ...settings].map(toAsciiText);
  const { modelName, softwareVersion } = RADIOMICS_ENGINE;
  return measurement(
    concept,
    value,
    unit,
    'CONTAINS',
    algorithmIdentification(modelName, softwareVersion, parameters),
  );
}

/** The inverse of `radiomicItem`, not yet validated; `undefined` for another item. */
export function readRadiomicItem(node: ContentNode): Draft | undefined {
  const [first, ...settings] = parametersOf(node).map(fromAsciiText);
  if (!first?.startsWith(FEATURE)) return undefined;
  return {
    feature: first.slice(FEATURE.length),
    concept: node.name,
    value: numberOf(node),
    unit: unitOf(node),
    settings,
  };
}
