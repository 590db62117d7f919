/** OHIF as it was published, for the tests that show it, before any of them waits for it. */
import { cacheDirectory, fetchOhif } from '@mutation-prediction/server-adapter/viewer';

await fetchOhif({ cacheDirectory: cacheDirectory(), onProgress: console.log });
