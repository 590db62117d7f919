/**
 * The quickest test files first, as the run without changes told; before it the smallest. Most changes are noticed by
 * the first few files, and `jest-circus-until-noticed.mjs` skips the others.
 */
import { statSync } from 'node:fs';
import TestSequencer from '@jest/test-sequencer';

/** Milliseconds by file, of the first run in this process. */
const runtimes = new Map();

export default class QuickestFirst extends TestSequencer {
  sort(tests) {
    const costs = new Map(tests.map(({ path }) => [path, costOf(path)]));
    return [...tests].sort((a, b) => costs.get(a.path) - costs.get(b.path));
  }

  cacheResults(_, { testResults }) {
    if (runtimes.size > 0) return;
    for (const { testFilePath, perfStats } of testResults) {
      runtimes.set(testFilePath, perfStats.end - perfStats.start);
    }
  }
}

function costOf(file) {
  return runtimes.get(file) ?? statSync(file).size;
}
