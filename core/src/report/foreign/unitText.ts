import type { Code } from '../../contract/modelManifest.js';

/** A UCUM unit as people write it: `HU`, without annotations (`{SUVbw}g/ml`), of a pure one its name; nothing for "no units". */
export function unitText(unit: Code | undefined): string {
  if (!unit || unit.value === '1') return '';
  if (unit.value === "[hnsf'U]") return 'HU';
  return unit.value.replace(/\{[^}]*\}/g, '') || unit.meaning || unit.value;
}
