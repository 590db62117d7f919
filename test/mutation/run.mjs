/**
 * `npm run mutation -- FOLDER|FILE… [Stryker's options]`: how many small changes to these sources the
 * unit tests beside them notice; what only tests elsewhere would notice counts as unnoticed. The page
 * `.cache/mutation/report.html` shows what survived where; a second run tries again only what has changed.
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

const isFolder = (place) => statSync(path.join(root, place)).isDirectory();

/** Stryker takes a list with commas, so no pattern of it may hold one. */
const sources = places.flatMap((place) =>
  isFolder(place)
    ? ['ts', 'tsx'].map((kind) => `${place.replace(/\/$/, '')}/**/*.${kind}`)
    : [place],
);
const name = places.map((place) => place.replace(/[\\/]+/g, '-').replace(/-$/, '')).join('+');
const testFolders = [
  ...new Set(places.map((place) => (isFolder(place) ? place : path.dirname(place)))),
];
/** Tests of other folders, with commas, where those of a whole room are to look at a part of it. */
const MUTATION_TESTS = process.env.MUTATION_TESTS ?? testFolders.join(',');
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
  { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATION_TESTS } },
);
process.exit(status ?? 1);
