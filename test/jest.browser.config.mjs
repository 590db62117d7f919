/** What was built: in Debian's Chromium, and installed from its packages. Run `npm run build` first. */
import { shared } from '../jest.config.mjs';

export default {
  ...shared,
  rootDir: '..',
  globalSetup: '<rootDir>/test/support/freshViewer.mjs',
  // Browsers wait a lot, but a machine that shows more than two of them is late for every one.
  maxWorkers: 2,
  roots: ['<rootDir>/test/packages', '<rootDir>/test/parity', '<rootDir>/test/e2e'],
  testEnvironment: '<rootDir>/test/support/nodeEnvironment.mjs',
  testTimeout: 150_000,
};
