import type { Polygon } from './evenOddFill.js';
import { fillEvenOdd } from './evenOddFill.js';

/** A rectangle of pixels: from (inclusive) and its size. */
interface Box {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** A set of pixels of a plane, kept within its box. */
export class PixelArea {
  private constructor(
    private readonly box: Box,
    private readonly data: Uint8Array,
  ) {}

  /** The pixels whose centres lie inside polygons by the even-odd rule. */
  static filledBy(polygons: readonly Polygon[]): PixelArea {
    const box = boxAround(polygons);
    const area = new PixelArea(box, new Uint8Array(box.columns * box.rows));
    fillEvenOdd(polygons, (column, row) => area.set(column, row, 1));
    return area;
  }

  /** No pixel, with room for those of others. */
  static emptyAround(areas: readonly PixelArea[]): PixelArea {
    const box = unionOf(areas.map((area) => area.box));
    return new PixelArea(box, new Uint8Array(box.columns * box.rows));
  }

  get count(): number {
    return this.data.reduce((count, pixel) => count + pixel, 0);
  }

  /** Sets the pixels of another area, inside this one's box, to 0 or 1. */
  paint(other: PixelArea, value: 0 | 1): void {
    other.visit((column, row) => this.set(column, row, value));
  }

  visit(visitor: (column: number, row: number) => void): void {
    const { column, row, columns } = this.box;
    this.data.forEach((pixel, n) => {
      if (pixel) visitor(column + (n % columns), row + Math.floor(n / columns));
    });
  }

  countIn(other: PixelArea): number {
    if (!meet(this.box, other.box)) return 0;
    let count = 0;
    this.visit((column, row) => (count += other.get(column, row)));
    return count;
  }

  /** Pixels of one of the two, and not of both. */
  differenceTo(other: PixelArea): number {
    return this.count + other.count - 2 * this.countIn(other);
  }

  /** Whether a square of 2 × 2 pixels is in this area and outside the other. */
  exceedsByBlock(other: PixelArea): boolean {
    const only = (column: number, row: number) =>
      this.get(column, row) === 1 && other.get(column, row) === 0;
    let found = false;
    this.visit((column, row) => {
      found ||=
        only(column, row) &&
        only(column + 1, row) &&
        only(column, row + 1) &&
        only(column + 1, row + 1);
    });
    return found;
  }

  private get(column: number, row: number): number {
    const { box } = this;
    const [i, j] = [column - box.column, row - box.row];
    return i >= 0 && j >= 0 && i < box.columns && j < box.rows
      ? this.data[j * box.columns + i]!
      : 0;
  }

  private set(column: number, row: number, value: 0 | 1): void {
    const { box } = this;
    this.data[(row - box.row) * box.columns + column - box.column] = value;
  }
}

function boxAround(polygons: readonly Polygon[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (const [x, y] of polygon) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
  }
  const [column, row] = [Math.ceil(left), Math.ceil(top)];
  const size = (first: number, last: number) => Math.max(0, Math.floor(last) - first + 1);
  return left > right
    ? { column: 0, row: 0, columns: 0, rows: 0 }
    : { column, row, columns: size(column, right), rows: size(row, bottom) };
}

function unionOf(boxes: readonly Box[]): Box {
  const filled = boxes.filter(({ columns, rows }) => columns > 0 && rows > 0);
  if (filled.length === 0) return { column: 0, row: 0, columns: 0, rows: 0 };
  const column = Math.min(...filled.map((box) => box.column));
  const row = Math.min(...filled.map((box) => box.row));
  return {
    column,
    row,
    columns: Math.max(...filled.map((box) => box.column + box.columns)) - column,
    rows: Math.max(...filled.map((box) => box.row + box.rows)) - row,
  };
}

function meet(a: Box, b: Box): boolean {
  return (
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows
  );
}
