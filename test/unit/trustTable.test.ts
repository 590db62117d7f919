/** docs/trust.md: every case says what shows it, and that is there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOMS = [
  'core/src',
  'extension/src',
  'cli/src',
  'server-adapter/src',
  'test',
  'models/training/tests',
];
const tests = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) =>
    path.posix.join(room, file),
  ),
).filter((file) => /\.test\.tsx?$|\/test_\w+\.py$/.test(file));

const rows = readFileSync('docs/trust.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!Case|---)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .filter((cells) => cells.length === 6);

test('has the tables', () => {
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)('%s', (_, panel, commandLine, ...named) => {
  expect(panel + commandLine).not.toBe('');
  const files = named.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, file]) => file!));
  expect(files).not.toEqual([]);
  for (const file of files) {
    expect([file, tests.some((one) => one.endsWith(`/${file}`))]).toEqual([file, true]);
  }
});
