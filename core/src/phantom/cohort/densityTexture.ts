import { randomDirection } from '../random.js';

const WAVES = 16;
const SHORTEST_WAVE_MM = 3.5;
const LONGEST_WAVE_MM = 9;

/** A smooth random field in space (LPS mm), mean 0 and standard deviation 1: a sum of plane waves. */
export function densityTexture(random: () => number): (x: number, y: number, z: number) => number {
  const waves = Array.from({ length: WAVES }, () => {
    const length = SHORTEST_WAVE_MM + (LONGEST_WAVE_MM - SHORTEST_WAVE_MM) * random();
    const perMm = (2 * Math.PI) / length;
    const [x, y, z] = randomDirection(random);
    return { x: perMm * x, y: perMm * y, z: perMm * z, phase: 2 * Math.PI * random() };
  });
  const amplitude = Math.sqrt(2 / WAVES);
  return (x, y, z) => {
    let sum = 0;
    for (const wave of waves) sum += Math.cos(wave.x * x + wave.y * y + wave.z * z + wave.phase);
    return amplitude * sum;
  };
}
