/** What was built: in Debian's Chromium, and installed from its packages. Run `npm run build` first. */
import { shared } from '../jest.config.mjs';

export default {
  ...shared,
  rootDir: '..',
  globalSetup: '<rootDir>/test/support/freshViewer.mjs',
  roots: ['<rootDir>/test/packages', '<rootDir>/test/parity', '<rootDir>/test/e2e'],
  testEnvironment: '<rootDir>/test/support/nodeEnvironment.mjs',
  testTimeout: 150_000,
};
