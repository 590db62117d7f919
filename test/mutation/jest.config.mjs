/** The unit tests as Stryker runs them: over its changed copy of the sources, which is not compiled. */
import path from 'node:path';
import unit from '../../jest.config.mjs';

/**
 * The tests beside the sources only: Jest loads for every change all tests that reach it, and by core's
 * index most of the repository's do.
 */
const folders = (process.env.MUTATION_TESTS ?? '').split(',').filter(Boolean);

export default {
  ...unit,
  rootDir: '../..',
  globalSetup: undefined,
  // Thousands of damaged documents for every change: what they alone would notice counts as unnoticed.
  testPathIgnorePatterns: ['/node_modules/', '/damagedReports\\.test'],
  testSequencer: path.join(import.meta.dirname, 'quickestFirst.mjs'),
  testRunner: path.join(import.meta.dirname, 'jest-circus-until-noticed.mjs'),
  ...(folders.length > 0 && { roots: folders.map((folder) => `<rootDir>/${folder}`) }),
};
