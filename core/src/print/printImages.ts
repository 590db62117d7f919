import { ACTIVATION_COLOURS } from '../explanation/activationColours.js';
import { mapCaution } from '../explanation/mapCaution.js';
import { shortNameOf } from '../contract/targetWords.js';
import { keyImages, type KeyImage } from './keyImages.js';
import type { PrintedLesion } from './printedLesion.js';
import type { Colour, Picture, Sheet } from './sheet.js';
import { GREY, INK, WIDTH } from './sheet.js';

const EDGE = 118;
const GAP = 6;
const CAPTION = 12;
const WORDS_LEFT = 3 * (EDGE + GAP) + 6;
const OUTLINE: Colour = [1, 0.84, 0.1];
const LETTERS: Colour = [1, 1, 1];

/** The images, with the lesion's outline; below them the same with the map, and what that means. */
export function printImages(
  sheet: Sheet,
  { prediction, seen, activationMaps }: PrintedLesion,
): void {
  if (!seen) return;
  const map = mapShown(activationMaps, prediction);
  const images = keyImages(seen, map);
  if (images.length === 0) return;
  sheet.keepTogether(EDGE + CAPTION);
  const words = [
    'CT in the lung window, -1350 to 150 HU. The outline is that of the contours that were read.',
  ];
  printRow(sheet, images, ({ picture }) => picture, words, []);
  if (!map) return;
  const target = prediction.targets.find(({ id }) => id === map.target)!;
  const caution = mapCaution(map.maps, map.target);
  const name = shortNameOf(target);
  sheet.keepTogether(EDGE + CAPTION);
  printRow(
    sheet,
    images,
    ({ mapped, picture }) => mapped ?? picture,
    [
      `Where the network looked for ${name}. It shows what the model goes by, measures no tissue, and does not show that the model is right.`,
      ...(caution ? [caution] : []),
    ],
    [
      [ACTIVATION_COLOURS.for, `for ${name}`],
      [ACTIVATION_COLOURS.against, `against ${name}`],
    ],
  );
}

/** Of the maps one: of the first target whose map the model's tests confirm, else of the first that has one. */
function mapShown(
  activationMaps: PrintedLesion['activationMaps'],
  { targets }: PrintedLesion['prediction'],
) {
  const [maps] = activationMaps ?? [];
  if (!maps) return undefined;
  const predicted = targets.filter(({ status }) => status !== 'withheld').map(({ id }) => id);
  const mapped = maps.targets.filter((id) => predicted.includes(id));
  const target = mapped.find((id) => mapCaution(maps, id) === undefined) ?? mapped[0];
  return target === undefined ? undefined : { maps, target };
}

type LegendEntry = readonly [rgb: readonly [number, number, number], words: string];

function printRow(
  sheet: Sheet,
  images: readonly KeyImage[],
  pictureOf: (image: KeyImage) => Picture,
  words: readonly string[],
  legend: readonly LegendEntry[],
): void {
  const top = sheet.y;
  images.forEach((image, n) => printImage(sheet, image, pictureOf(image), n * (EDGE + GAP), top));
  for (const [rgb, name] of legend) {
    const colour = rgb.map((value) => value / 255) as unknown as Colour;
    sheet.box(WORDS_LEFT, sheet.y + 1, 8, 8, colour);
    sheet.text(name, WORDS_LEFT + 12, sheet.y + 1, { size: 7.5, colour: INK });
    sheet.y += 12;
  }
  if (legend.length > 0) sheet.y += 4;
  for (const sentence of words) {
    sheet.paragraph(sentence, WORDS_LEFT, WIDTH - WORDS_LEFT, { size: 7, colour: GREY });
    sheet.y += 3;
  }
  sheet.y = Math.max(top + EDGE + CAPTION + 2, sheet.y);
}

/** In its proportions, in the middle of a square. */
function printImage(sheet: Sheet, image: KeyImage, picture: Picture, left: number, top: number) {
  const longest = Math.max(picture.columns, picture.rows);
  const [width, height] = [picture.columns, picture.rows].map((n) => (EDGE * n) / longest) as [
    number,
    number,
  ];
  const [x, y] = [left + (EDGE - width) / 2, top + (EDGE - height) / 2];
  sheet.box(left, top, EDGE, EDGE, [0, 0, 0]);
  sheet.picture(picture, x, y, width, height);
  for (const [x0, y0, x1, y1] of image.outline) {
    sheet.line([x + x0 * width, y + y0 * height], [x + x1 * width, y + y1 * height], OUTLINE, 0.6);
  }
  const { left: l, right: r, top: t, bottom: b } = image.edges;
  const style = { size: 6.5, colour: LETTERS };
  sheet.text(l, left + 3, top + EDGE / 2 - 3, style);
  sheet.text(r, left + EDGE - 3 - 5 * r.length, top + EDGE / 2 - 3, style);
  sheet.text(t, left + EDGE / 2 - 2, top + 3, style);
  sheet.text(b, left + EDGE / 2 - 2, top + EDGE - 10, style);
  sheet.text(image.caption, left, top + EDGE + 2, { size: 7.5, colour: GREY });
}
