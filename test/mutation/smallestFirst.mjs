/** The smallest tests first: Stryker stops at the first that notices a change, and Jest begins with the slowest. */
import { statSync } from 'node:fs';
import TestSequencer from '@jest/test-sequencer';

export default class SmallestFirst extends TestSequencer {
  sort(tests) {
    return [...tests].sort((a, b) => statSync(a.path).size - statSync(b.path).size);
  }
}
