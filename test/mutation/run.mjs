/**
 * `npm run mutation -- FOLDER|FILE… [Stryker's options]`: how many small changes to these sources the
 * unit tests notice. The page `.cache/mutation/report.html` shows what survived where; a second run tries
 * again only what has changed.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('-'));
const places = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);
if (places.length === 0) {
  console.error('usage: npm run mutation -- core/src/prediction [--concurrency 2]');
  process.exit(2);
}

/** Stryker takes a list with commas, so no pattern of it may hold one. */
const sources = places.flatMap((place) =>
  statSync(path.join(root, place)).isDirectory()
    ? ['ts', 'tsx'].map((kind) => `${place.replace(/\/$/, '')}/**/*.${kind}`)
    : [place],
);
const name = places.map((place) => place.replace(/[\\/]+/g, '-').replace(/-$/, '')).join('+');
const notTried = ['!**/*.test.ts', '!**/*.test.tsx', '!**/testing/**', '!**/*.d.ts'];

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/@stryker-mutator/core/bin/stryker.js',
    ...['run', 'test/mutation/stryker.config.mjs'],
    ...['--mutate', [...sources, ...notTried].join(',')],
    ...['--incremental', '--incrementalFile', `.cache/mutation/${name}.json`],
    ...options,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
