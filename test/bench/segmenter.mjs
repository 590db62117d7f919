/** A nodule by a click: time, and Dice beside that of a flood fill from −400 HU within 20 mm. One core. */
import os from 'node:os';
import {
  chestPhantom,
  cropVolume,
  fillRuns,
  lpsToIndex,
  segmentAt,
} from '@mutation-prediction/core';

const FLOOD_HU = -400;
const FLOOD_MM = 20;
const RUNS = 5;
const NODULES = [
  { title: 'solid, spiculated', nodule: {} },
  { title: 'solid, smooth', nodule: { spiculation: 0 } },
  { title: 'part-solid', nodule: { groundGlassFraction: 0.6, spiculation: 0.3 } },
  { title: 'pure ground glass', nodule: { groundGlassFraction: 1, spiculation: 0 } },
  { title: '10 mm', nodule: { diameterMm: 10, spiculation: 0.3 } },
];

export async function bench() {
  const nodules = [];
  for (const { title, nodule } of NODULES) nodules.push(await benchOne(title, nodule));
  return { engine: `Node ${process.version}, ${os.cpus()[0].model}`, nodules };
}

async function benchOne(title, nodule) {
  const { ct, nodule: truth, truth: known } = chestPhantom({ nodule });
  const image = { grid: ct.grid, acquisition: {}, readRegion: async (box) => cropVolume(ct, box) };
  const click = known.nodule.centreLps.map((mm, axis) => mm + [2, -2, 1.5][axis]);
  const times = [];
  let mask;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const { grid, runs } = await segmentAt(image, click);
    times.push(performance.now() - start);
    mask = fillRuns(grid, runs);
  }
  times.sort((a, b) => a - b);
  return {
    title,
    medianMs: Math.round(times[RUNS >> 1]),
    dice: dice(mask.data, truth.data),
    floodFillDice: dice(floodFill(ct, click), truth.data),
  };
}

function floodFill({ grid, data }, click) {
  const [columns, rows, slices] = grid.size;
  const filled = new Uint8Array(data.length);
  const [i, j, k] = lpsToIndex(grid, click).map(Math.round);
  const steps = [1, columns, columns * rows];
  const waiting = [(k * rows + j) * columns + i];
  while (waiting.length > 0) {
    const n = waiting.pop();
    const place = [n % columns, Math.floor(n / columns) % rows, Math.floor(n / steps[2])];
    const mm = place.map(
      (index, axis) => grid.origin[axis] + index * grid.axes[axis][axis] - click[axis],
    );
    if (filled[n] || data[n] < FLOOD_HU || Math.hypot(...mm) > FLOOD_MM) continue;
    filled[n] = 1;
    for (const [axis, step] of steps.entries()) {
      if (place[axis] > 0) waiting.push(n - step);
      if (place[axis] < [columns, rows, slices][axis] - 1) waiting.push(n + step);
    }
  }
  return filled;
}

function dice(a, b) {
  let both = 0;
  let all = 0;
  for (let n = 0; n < a.length; n++) {
    both += a[n] & b[n];
    all += a[n] + b[n];
  }
  return Number(((2 * both) / all).toFixed(3));
}
