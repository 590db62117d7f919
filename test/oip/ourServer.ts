import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openEmbeddedBackend } from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { readSettings, startServer } from '@mutation-prediction/server-adapter/serving';
import { isSettled, untilModels } from '../serving/backendCases.js';

export interface OurServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** What a package's graph is called there: the package's id is the pipeline's. */
export const graphName = (packageId: string) => `${packageId}.graph`;

/** Our server with some of the shipped packages ready, and networks in processes of their own. */
export async function startOurServer(packages: readonly string[]): Promise<OurServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'our-server-'));
  for (const id of packages) {
    await cp(path.join(modelsDirectory(), id), path.join(folder, id), { recursive: true });
  }
  const backend = await openEmbeddedBackend({ models: folder });
  await untilModels(backend, isSettled);
  const options = { 'network.port': '0', 'logging.level': 'silent' };
  const server = await startServer(readSettings({ options }), backend);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
