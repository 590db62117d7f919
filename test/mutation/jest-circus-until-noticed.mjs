/**
 * Jest's runner, which skips all files behind one that has failed: that a change was noticed is all there is to know, and
 * Stryker's Jest cannot bail (https://github.com/jestjs/jest/issues/11766). Stryker asks for `jest-circus` in its name.
 */
import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';

/** Runs in which a file has failed, each by Jest's configuration of it. */
const noticed = new WeakSet();

export default async function runUntilNoticed(
  globalConfig,
  config,
  environment,
  runtime,
  file,
  ...rest
) {
  if (noticed.has(globalConfig)) return { ...createEmptyTestResult(), testFilePath: file };
  const result = await circus.default(globalConfig, config, environment, runtime, file, ...rest);
  if (result.numFailingTests > 0) noticed.add(globalConfig);
  return result;
}
