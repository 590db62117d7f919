import type { ReportedLesion } from './reportedLesion.js';

/** Of a Series Description, VR LO (PS3.5 6.2): characters, which careless readers count as bytes. */
const LONGEST_TEXT = 64;
/** Of it, what a lesion's name may take while there is a model's to tell, too. */
const LONGEST_LABEL = 20;

/**
 * What a viewer's list of series calls a report: of which lesion, by which model, and what it may be used for, e.g.
 * `Nodule 1, MMDL nine views, research use only`.
 */
export function seriesDescription(lesions: readonly ReportedLesion[]): string {
  const predictions = lesions.map(({ prediction }) => prediction);
  const labels = new Map(predictions.map(({ lesion }) => [lesion.trackingUid, lesion.label]));
  const models = [...new Set(predictions.map(({ model }) => model.name))];
  const isWithheld = predictions.every(({ targets }) =>
    targets.every(({ status }) => status === 'withheld'),
  );
  const isDemonstration = predictions.some(({ model }) => model.status === 'demonstration');
  const use = [
    ...(isWithheld ? ['WITHHELD'] : []),
    ...(isDemonstration ? ['DEMONSTRATION'] : []),
    'research use only',
  ].join(', ');
  const [label = ''] = labels.values();
  const lesion = labels.size === 1 ? shortened(label, LONGEST_LABEL) : `${labels.size} lesions`;
  const model = models.length === 1 ? models[0]! : `${models.length} models`;
  const rest = LONGEST_TEXT - bytesOf(lesion) - use.length - 2 * ', '.length;
  return [lesion, shortened(model, rest), use].filter((part) => part !== '').join(', ');
}

const CUT = '...';

/** The text in so many bytes of UTF-8, without what LO cannot hold. */
function shortened(text: string, length: number): string {
  const characters = Array.from(text.replace(/[\\\p{Cc}]/gu, ' ').trim());
  if (bytesOf(characters.join('')) <= length) return characters.join('');
  while (characters.length > 0 && bytesOf(characters.join('')) > length - CUT.length) {
    characters.pop();
  }
  return characters.length > 0 ? `${characters.join('').trimEnd()}${CUT}` : '';
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
