/** Browser tests: what was built, in Debian's Chromium. Run `npm run build` first. */
import { shared } from '../jest.config.mjs';

export default {
  ...shared,
  rootDir: '..',
  roots: ['<rootDir>/test/parity', '<rootDir>/test/e2e'],
  testEnvironment: '<rootDir>/test/support/nodeEnvironment.mjs',
  testTimeout: 150_000,
};
