/** The plugin is built without the sentences that only hosts with a disk need: it must never need one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileRefusals } from '../../core/src/words/en/fileRefusals.js';

const built = ['extension/dist/esm', 'mode/dist/esm'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.map'))
    .map((file) => path.join(folder, file)),
);

/** Every source of the plugin but the sentences, by its name. */
const sources = new Map(
  built.flatMap((file) => {
    const map = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly sources: readonly string[];
      readonly sourcesContent: readonly string[];
    };
    return map.sources
      .map((name, n) => [name, map.sourcesContent[n] ?? ''] as const)
      .filter(([name]) => !name.includes('words/en'));
  }),
);

test('no source of the plugin refuses for a reason whose sentence it leaves out', () => {
  expect(sources.size).toBeGreaterThan(100);
  const reasons = Object.entries(fileRefusals).flatMap(([code, names]) =>
    Object.keys(names).map((name) => `${code}.${name}`),
  );
  const needed = reasons.filter((reason) =>
    [...sources.values()].some((source) => source.includes(`'${reason}'`)),
  );
  // Those listed belong into core/src/words/en/refusals.ts.
  expect(needed).toEqual([]);
});
