/**
 * Times the radiomics engine on synthetic lesions: `node test/bench/radiomics.mjs` after a build.
 */
import { extractRadiomics, RADIOMICS_PRESETS } from '../../core/dist/index.js';

const REPEATS = 4;

/** A cube of 1 mm voxels whose ROI holds those with `inside(distances from the centre)`. */
function lesion(size, inside) {
  const grid = {
    size: [size, size, size],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const data = new Int16Array(size ** 3);
  const mask = new Uint8Array(size ** 3);
  const centre = (size - 1) / 2;
  let random = 1;
  for (let n = 0; n < data.length; n++) {
    const index = [n % size, Math.floor(n / size) % size, Math.floor(n / size ** 2)];
    mask[n] = inside(index.map((x) => x - centre)) ? 1 : 0;
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const texture = 60 * Math.sin(index[0] / 3) * Math.cos(index[1] / 4);
    data[n] = (mask[n] ? 40 : -700) + texture + (random >>> 25);
  }
  return [
    { grid, data },
    { grid, data: mask },
  ];
}

const lesions = {
  '20 mm lesion': lesion(30, (offset) => Math.hypot(...offset) <= 10),
  'ROI of 60³': lesion(70, (offset) => offset.every((x) => Math.abs(x) <= 30)),
};
for (const [name, input] of Object.entries(lesions)) {
  for (const preset of [107, 851]) {
    const times = Array.from({ length: REPEATS }, () => {
      const start = performance.now();
      extractRadiomics(...input, RADIOMICS_PRESETS[preset]);
      return performance.now() - start;
    });
    console.log(`${name}, ${preset} features: ${Math.min(...times).toFixed(0)} ms`);
  }
}
