/**
 * Jest's runner, which skips all files behind one that has failed: that a change was noticed is all there is to know, and
 * Stryker's Jest cannot bail (https://github.com/jestjs/jest/issues/11766). Stryker asks for `jest-circus` in its name.
 */
import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';

/** Runs in which a file has failed, each by Jest's configuration of it. */
const noticed = new WeakSet();

export default async function runUntilNoticed(globalConfig, ...rest) {
  const [, , , file] = rest;
  if (noticed.has(globalConfig)) return { ...onlyTest('skipped', file), numPendingTests: 1 };
  const result = await circus.default(globalConfig, ...rest).catch((error) => ({
    // A file that a change keeps from being loaded has noticed it.
    ...onlyTest('failed', file, [String(error)]),
    numFailingTests: 1,
  }));
  if (result.numFailingTests > 0) noticed.add(globalConfig);
  return result;
}

/** Jest takes no file without a test. */
function onlyTest(status, testFilePath, failureMessages = []) {
  const test = { ancestorTitles: [], title: status, fullName: status, status, failureMessages };
  return { ...createEmptyTestResult(), testFilePath, testResults: [test] };
}
