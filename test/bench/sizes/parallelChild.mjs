/** Runs a package's network as often as it is told: `node parallelChild.mjs MODEL FOLDER THREADS`. */
import {
  loadModelPackage,
  openPackageSession,
} from '@mutation-prediction/server-adapter/inference';
import { asIfNew, feedsOf } from './feeds.mjs';

const [id, folder, threads] = process.argv.slice(2);
const model = await loadModelPackage(id, folder);
const session = await openPackageSession(model, { threads: Number(threads) });
const feeds = feedsOf(model.manifest);

process.on('message', async (cases) => {
  for (let n = 0; n < cases; n++) await session.run(asIfNew(feeds));
  process.send('done');
});
process.on('disconnect', () => process.exit());
process.send('ready');
