/**
 * Mutation testing: Stryker changes the sources one small thing at a time and runs the unit tests that
 * reach it; a change that no test notices survives. `npm run mutation -- FOLDER…` says what is changed.
 */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  // Of the copy that is changed: an absolute path would find the tests of the sources as they are.
  jest: { configFile: 'test/mutation/jest.config.mjs' },
  coverageAnalysis: 'perTest',
  // What a module makes once, when it is loaded, needs a new Jest for every change: hours for tables of
  // names and codes, whose changes are mostly of words.
  ignoreStatic: true,
  // Types mean nothing here: swc drops them.
  disableTypeChecks: false,
  // Generous: on a busy machine a slow test would count as one that noticed.
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  tempDirName: '.cache/mutation/sandbox',
  // The sandbox is a copy of the repository without what no unit test of a room reads.
  ignorePatterns: ['dist', '.cache', 'docs/images', 'models/packages/*/*.onnx', 'models/training'],
  reporters: ['progress', 'clear-text', 'html'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: null },
};
