/**
 * `npm run mutation -- FOLDER|FILE… [Stryker's options]`: how many small changes to these sources the
 * unit tests beside them notice; what only tests elsewhere would notice counts as unnoticed. The page
 * `.cache/mutation/report.html` shows what survived where; a second run tries again only what has changed.
 * `--sample 8` tries one piece of five lines of eight, spread over the sources: a room in minutes.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('-'));
const places = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);
const sampleAt = options.indexOf('--sample');
const sampled = sampleAt < 0 ? undefined : Number(options.splice(sampleAt, 2)[1]);
if (places.length === 0) {
  console.error('usage: npm run mutation -- core/src/prediction [--concurrency 2]');
  process.exit(2);
}

const isFolder = (place) => statSync(path.join(root, place)).isDirectory();

const PIECE = 5;

/** Every `every`th piece of all the lines there are, as `file:first-last`. */
function samplePieces(folder, every) {
  const files = readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\.d\.ts$|testing\//.test(file))
    .sort();
  let piece = 0;
  return files.flatMap((file) => {
    const lines = readFileSync(path.join(root, folder, file), 'utf8').split('\n').length;
    return Array.from({ length: Math.ceil(lines / PIECE) }, (_, n) => n * PIECE + 1)
      .filter(() => piece++ % every === 0)
      .map((first) => `${folder}/${file}:${first}-${Math.min(first + PIECE - 1, lines)}`);
  });
}

/** Stryker takes a list with commas, so no pattern of it may hold one. */
const sources = places.flatMap((place) =>
  sampled
    ? samplePieces(place.replace(/\/$/, ''), sampled)
    : isFolder(place)
      ? ['ts', 'tsx'].map((kind) => `${place.replace(/\/$/, '')}/**/*.${kind}`)
      : [place],
);
const name = places.map((place) => place.replace(/[\\/]+/g, '-').replace(/-$/, '')).join('+');
const testFolders = [
  ...new Set(places.map((place) => (isFolder(place) ? place : path.dirname(place)))),
];
/** Tests of other folders, with commas, where those of a whole room are to look at a part of it. */
const MUTATION_TESTS = process.env.MUTATION_TESTS ?? testFolders.join(',');
const notTried = sampled ? [] : ['!**/*.test.ts', '!**/*.test.tsx', '!**/testing/**', '!**/*.d.ts'];

/** Where tests find the data: the sandbox that they run in lies deeper. */
const MP_DATA = path.resolve(root, process.env.MP_DATA ?? '../shared/data');

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/@stryker-mutator/core/bin/stryker.js',
    ...['run', 'test/mutation/stryker.config.mjs'],
    ...['--mutate', [...sources, ...notTried].join(',')],
    ...(sampled ? [] : ['--incremental', '--incrementalFile', `.cache/mutation/${name}.json`]),
    ...options,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATION_TESTS, MP_DATA } },
);
process.exit(status ?? 1);
