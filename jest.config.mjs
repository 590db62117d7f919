import { availableParallelism } from 'node:os';

/** Unit tests: fast, no browser, no network. Browser tests: test/jest.browser.config.mjs. */
export const shared = {
  transform: {
    '^.+\\.(ts|tsx)$': [
      '<rootDir>/test/support/swcTransform.mjs',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@mutation-prediction/core$': '<rootDir>/core/src/index.ts',
    '^@mutation-prediction/core/([a-z-]+)$': '<rootDir>/core/src/$1/index.ts',
    '^@mutation-prediction/core/words/([a-z]+)$': '<rootDir>/core/src/words/$1.ts',
    '^@mutation-prediction/server-adapter/([a-z-]+)$': '<rootDir>/server-adapter/src/$1/index.ts',
    '^open-inference-client$': '<rootDir>/oip-client/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // What jsdom lays out nothing with.
    '\\.css$': '<rootDir>/test/support/noStyles.mjs',
    // Its ES build has a .js name without "type": "module", which Jest takes for CommonJS.
    '^dcmjs$': '<rootDir>/node_modules/dcmjs/build/dcmjs.js',
  },
  testEnvironment: 'node',
};

export default {
  ...shared,
  globalSetup: '<rootDir>/test/support/freshBuild.mjs',
  // Many wait for processes and servers of theirs: of two cores one would be idle.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // For what hangs: a machine with much else to do is no reason to fail.
  testTimeout: 60_000,
  roots: [
    '<rootDir>/core/src',
    '<rootDir>/oip-client/src',
    '<rootDir>/extension/src',
    '<rootDir>/mode/src',
    '<rootDir>/server-adapter/src',
    '<rootDir>/cli/src',
    '<rootDir>/test/oip',
    '<rootDir>/test/serving',
    '<rootDir>/test/unit',
  ],
  // `npm run coverage`: sources that ship, also those that no test loads.
  collectCoverageFrom: [
    '{core,oip-client,extension,mode,server-adapter,cli}/src/**/*.{ts,tsx}',
    '!**/testing/**',
    '!**/*.d.ts',
    '!**/*.test.{ts,tsx}',
  ],
  coverageDirectory: '.cache/coverage',
  coverageReporters: ['text-summary', 'json-summary', 'html'],
};
