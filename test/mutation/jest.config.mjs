/** The unit tests as Stryker runs them: over its changed copy of the sources, which is not compiled. */
import unit from '../../jest.config.mjs';

export default { ...unit, rootDir: '../..', globalSetup: undefined, testTimeout: 60_000 };
