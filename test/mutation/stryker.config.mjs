/**
 * Mutation testing: Stryker changes the sources one small thing at a time and runs the unit tests that
 * reach it; a change that no test notices survives. `npm run mutation -- FOLDER…` says what is changed.
 */
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: path.join(root, 'test/mutation/jest.config.mjs') },
  coverageAnalysis: 'perTest',
  // What a module makes once, when it is loaded, needs a new Jest for every change: hours for tables of
  // names and codes, whose changes are mostly of words.
  ignoreStatic: true,
  // Types mean nothing here: swc drops them.
  disableTypeChecks: false,
  // Generous: on a busy machine a slow test would count as one that noticed.
  timeoutMS: 60_000,
  tempDirName: '.cache/mutation/sandbox',
  // The sandbox is a copy of the repository without what no unit test of a room reads.
  ignorePatterns: ['dist', '.cache', 'docs/images', 'models/packages/*/*.onnx', 'models/training'],
  reporters: ['progress', 'clear-text', 'html'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: null },
};
