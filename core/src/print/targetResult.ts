import type { PredictedTarget, TargetPrediction } from '../contract/prediction.js';
import { quantityOf, READING_WORDS, readingOf } from '../contract/targetWords.js';
import type { Colour, Sheet } from './sheet.js';
import { GREY, INK, LINE, WIDTH } from './sheet.js';

const ACCENT: Colour = [0, 0.447, 0.698];
const BAND: Colour = [0.9, 0.91, 0.93];
const ALARM: Colour = [0.65, 0.1, 0.1];

const SCALE_LEFT = 96;
const SCALE_WIDTH = 200;
const WORDS_LEFT = SCALE_LEFT + SCALE_WIDTH + 20;
const HEIGHT = 46;

/** One target: the number, where it stands between 0 and 1, and what that says. */
export function printTarget(sheet: Sheet, target: TargetPrediction): void {
  sheet.keepTogether(HEIGHT);
  const top = sheet.y;
  sheet.text(quantityOf(target), 0, top, { size: 9.5, bold: true });
  if (target.status === 'withheld') {
    sheet.text('Withheld', 0, top + 14, { size: 17, bold: true, colour: ALARM });
    sheet.y = top + HEIGHT - 10;
    return;
  }
  sheet.text(target.probability.toFixed(2), 0, top + 13, { size: 22, bold: true });
  printScale(sheet, target, top + 25);
  const width = WIDTH - WORDS_LEFT;
  sheet.y = top + 13;
  const reading = READING_WORDS[readingOf(target, target.status)];
  sheet.paragraph(`Reads as ${reading}`, WORDS_LEFT, width, { size: 9.5, bold: true });
  for (const sentence of sentencesOf(target)) {
    sheet.paragraph(sentence, WORDS_LEFT, width, { size: 8, colour: GREY });
  }
  if (target.shownDespite) {
    sheet.paragraph(
      'Withheld by a check, and shown on request: not to be relied on.',
      WORDS_LEFT,
      width,
      {
        ...{ size: 8, bold: true, colour: ALARM },
      },
    );
  }
  sheet.y = Math.max(sheet.y + 6, top + HEIGHT);
}

/** From 0 to 1: the band that is indeterminate, the threshold, the interval, the probability. */
function printScale(sheet: Sheet, target: PredictedTarget, y: number): void {
  const at = (share: number) => SCALE_LEFT + share * SCALE_WIDTH;
  const { indeterminate, threshold, uncertainty, probability } = target;
  if (indeterminate) {
    const [from, to] = indeterminate;
    sheet.box(at(from), y - 5, (to - from) * SCALE_WIDTH, 10, BAND);
  }
  sheet.line([at(0), y], [at(1), y], LINE, 1.4);
  sheet.line([at(threshold), y - 7], [at(threshold), y + 7], INK, 1.2);
  if (uncertainty) {
    const [from, to] = [at(uncertainty.lower), at(uncertainty.upper)];
    sheet.line([from, y], [to, y], ACCENT, 1.6);
    for (const end of [from, to]) sheet.line([end, y - 3], [end, y + 3], ACCENT, 1);
  }
  sheet.dot(at(probability), y, 4, ACCENT);
  sheet.text('0', at(0) - 9, y - 4, { size: 7.5, colour: GREY });
  sheet.text('1', at(1) + 5, y - 4, { size: 7.5, colour: GREY });
  sheet.text(`threshold ${threshold.toFixed(2)}`, at(threshold) - 22, y + 9, {
    ...{ size: 6.5, colour: GREY },
  });
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function sentencesOf({ codes, set, uncertainty }: PredictedTarget): string[] {
  const name = (status: 'mutant' | 'wild-type') => READING_WORDS[readingOf({ codes }, status)];
  return [
    ...(set
      ? [
          set.classes.length === 0
            ? `Compatible with neither class (sets of ${percent(set.level)})`
            : `Compatible with ${set.classes.map(name).join(' or ')} (sets of ${percent(set.level)})`,
        ]
      : ['The model claims no prediction set']),
    ...(uncertainty
      ? [
          `${uncertainty.lower.toFixed(2)} to ${uncertainty.upper.toFixed(2)}, ${METHODS[uncertainty.method]}`,
        ]
      : []),
  ];
}

const METHODS = {
  'leave-one-view-out-range': 'over single views left out',
  'members-range': 'over the members of the ensemble',
} as const satisfies Record<NonNullable<PredictedTarget['uncertainty']>['method'], string>;
