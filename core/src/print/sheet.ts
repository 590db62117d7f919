import type * as pdfLib from 'pdf-lib';
import type { PDFDocument, PDFFont, PDFPage } from 'pdf-lib';
import { printable } from './letters.js';

export type PdfLibrary = typeof pdfLib;

/** Red, green, blue, each 0 to 1. */
export type Colour = readonly [number, number, number];

export const INK: Colour = [0.1, 0.11, 0.13];
export const GREY: Colour = [0.36, 0.39, 0.43];
export const LINE: Colour = [0.8, 0.82, 0.85];

/** A4 in points. */
const PAGE = [595.28, 841.89] as const;
export const MARGIN = 38;
export const WIDTH = PAGE[0] - 2 * MARGIN;
/** Kept free for what stands at the foot of every page. */
const FOOT = 18;
const LEADING = 1.3;

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: Colour;
}

/** Pixels of a picture: RGB bytes [rows, columns, 3]. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly rgb: Uint8Array;
}

/**
 * Pages that fill from the top. `y` is how far down the next thing stands, in points from the upper edge of the page;
 * x runs from the left margin.
 */
export class Sheet {
  y = MARGIN;
  readonly characters: ReadonlySet<number>;
  #page: PDFPage;

  private constructor(
    readonly document: PDFDocument,
    private readonly library: PdfLibrary,
    private readonly regular: PDFFont,
    private readonly heavy: PDFFont,
  ) {
    this.characters = new Set(regular.getCharacterSet());
    this.#page = document.addPage([...PAGE]);
  }

  static async start(document: PDFDocument, library: PdfLibrary): Promise<Sheet> {
    const { StandardFonts } = library;
    const regular = await document.embedFont(StandardFonts.Helvetica);
    const heavy = await document.embedFont(StandardFonts.HelveticaBold);
    return new Sheet(document, library, regular, heavy);
  }

  /** Goes on at the top of another page. */
  newPage(): void {
    this.#page = this.document.addPage([...PAGE]);
    this.y = MARGIN;
  }

  /** Another page, where less than that is left of this one. */
  keepTogether(height: number): void {
    if (this.y + height > PAGE[1] - MARGIN - FOOT) this.newPage();
  }

  /** @returns its width */
  text(text: string, x: number, y: number, { size, bold, colour = INK }: TextStyle): number {
    const font = bold ? this.heavy : this.regular;
    const letters = printable(text, this.characters);
    this.#page.drawText(letters, {
      ...{ x: MARGIN + x, y: PAGE[1] - y - size, size, font },
      color: this.library.rgb(...colour),
    });
    return font.widthOfTextAtSize(letters, size);
  }

  /** Lines of a text between two edges; goes on to further pages where it must. */
  paragraph(text: string, x: number, width: number, style: TextStyle): void {
    for (const line of this.lines(text, width, style)) {
      this.keepTogether(style.size * LEADING);
      this.text(line, x, this.y, style);
      this.y += style.size * LEADING;
    }
  }

  /** How high a text stands. */
  heightOf(text: string, width: number, style: TextStyle): number {
    return this.lines(text, width, style).length * style.size * LEADING;
  }

  /** Broken between words; within one only where it is longer than a line, such as a digest. */
  lines(text: string, width: number, { size, bold }: TextStyle): string[] {
    const font = bold ? this.heavy : this.regular;
    const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
    const lines: string[] = [];
    let line = '';
    for (const word of printable(text, this.characters).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const letter of word) {
        if (!fits(line + letter)) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return line === '' ? lines : [...lines, line];
  }

  line(from: readonly [number, number], to: readonly [number, number], colour = LINE, width = 0.7) {
    this.#page.drawLine({
      start: { x: MARGIN + from[0], y: PAGE[1] - from[1] },
      end: { x: MARGIN + to[0], y: PAGE[1] - to[1] },
      thickness: width,
      color: this.library.rgb(...colour),
    });
  }

  box(x: number, y: number, width: number, height: number, fill: Colour): void {
    this.#page.drawRectangle({
      ...{ x: MARGIN + x, y: PAGE[1] - y - height, width, height },
      color: this.library.rgb(...fill),
    });
  }

  dot(x: number, y: number, radius: number, fill: Colour): void {
    this.#page.drawCircle({
      ...{ x: MARGIN + x, y: PAGE[1] - y, size: radius },
      color: this.library.rgb(...fill),
    });
  }

  /** Pixels without a format around them, deflated. */
  picture({ columns, rows, rgb }: Picture, x: number, y: number, width: number, height: number) {
    const { context } = this.document;
    const stream = context.flateStream(rgb, {
      ...{ Type: 'XObject', Subtype: 'Image', Width: columns, Height: rows },
      ...{ ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Interpolate: true },
    });
    const name = this.#page.node.newXObject('Picture', context.register(stream));
    const { pushGraphicsState, concatTransformationMatrix, drawObject, popGraphicsState } =
      this.library;
    this.#page.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(width, 0, 0, height, MARGIN + x, PAGE[1] - y - height),
      drawObject(name),
      popGraphicsState(),
    );
  }

  /** What stands at the foot of every page: a text, and which page of how many. */
  foot(text: string, style: TextStyle): void {
    const pages = this.document.getPages();
    const [last, y] = [this.#page, PAGE[1] - MARGIN - 4];
    pages.forEach((page, n) => {
      this.#page = page;
      this.line([0, y - 6], [WIDTH, y - 6]);
      const of = `Page ${n + 1} of ${pages.length}`;
      const room = WIDTH - this.regular.widthOfTextAtSize(of, style.size) - 12;
      this.text(this.lines(text, room, style)[0] ?? '', 0, y, style);
      this.text(of, WIDTH - this.regular.widthOfTextAtSize(of, style.size), y, style);
    });
    this.#page = last;
  }
}
