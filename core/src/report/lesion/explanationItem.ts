import type { Prediction } from '../../contract/prediction.js';
import { quantityOf } from '../../contract/targetWords.js';
import { parameterNamed } from '../content/algorithmParameters.js';
import { fromAsciiText, toAsciiText } from '../content/asciiText.js';
import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem, imageContentItem, textContentItem } from '../content/contentItems.js';
import type { ContentNode } from '../content/contentTree.js';
import { parametersOf } from '../content/contentTree.js';
import type { Draft } from '../content/propertyPath.js';
import type { VisualExplanation } from '../reportedLesion.js';

const TARGET = 'target';

/** A visual explanation of the group, and below it what it explains. */
export function explanationItem(
  explanation: VisualExplanation,
  { targets }: Prediction,
): ContentItem {
  const { target: id } = explanation;
  const target = targets.find((candidate) => candidate.id === id);
  return imageContentItem(CODES.visualExplanation, explanation, 'CONTAINS', [
    ...(target
      ? [
          textContentItem(
            CODES.equivalentMeaning,
            `Where the model looked for: ${toAsciiText(quantityOf(target))}`,
            'HAS CONCEPT MOD',
          ),
        ]
      : []),
    ...(target?.codes.gene
      ? [codeContentItem(CODES.geneStudied, target.codes.gene, 'HAS CONCEPT MOD')]
      : []),
    ...(id === undefined
      ? []
      : [
          textContentItem(
            CODES.algorithmParameters,
            `${TARGET}=${toAsciiText(id)}`,
            'HAS CONCEPT MOD',
          ),
        ]),
  ]);
}

/** Of which target an item is; nothing where it does not say. */
export function readExplained(node: ContentNode): Draft {
  const target = parameterNamed(parametersOf(node), TARGET);
  return target === undefined ? {} : { target: fromAsciiText(target) };
}
