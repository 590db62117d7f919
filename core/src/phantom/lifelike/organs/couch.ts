import { band } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined } from '../drawing/part.js';
import type { Tissue } from '../tissues.js';

const HALF_WIDTH = 265;
const SAG = 0.00062;
const SHELL_MM = 1.2;
const CORE_MM = 34;

/**
 * The scanner's couch: a hollow of carbon fibre, foam inside, and the mattress on it.
 *
 * @param topY where the patient's back lies, mm
 */
export function couch(topY: number, shell: Tissue, foam: Tissue): Part[] {
  const any = [-10000, 10000] as const;
  const arc = (depth: number) =>
    Array.from({ length: 41 }, (_, n): [number, number] => {
      const x = HALF_WIDTH * (n / 20 - 1);
      return [x, topY + depth - SAG * x * x];
    });
  const sheet = (depth: number, half: number, tissue: Tissue) => {
    const outline = band(arc(depth), () => half);
    return outlined(any, tissue, () => outline);
  };
  return [
    sheet(6, 4, { ...foam, hu: -960 }),
    sheet(13 + CORE_MM / 2, CORE_MM / 2, foam),
    sheet(13, SHELL_MM, shell),
    sheet(13 + CORE_MM, SHELL_MM, shell),
  ];
}
