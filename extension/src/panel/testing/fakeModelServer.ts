import type { BackgroundServer, BetterPlace, ModelServer } from '../../contract.js';
import { FakeBackgroundServer } from './fakeBackgroundServer.js';
import { FakeModelHost } from './fakeModelHost.js';

/** A site's server, with models of its own. */
export class FakeModelServer implements ModelServer {
  readonly name = 'gpu.example.org';
  readonly models = new FakeModelHost();
  better: BetterPlace = {
    place: 'server',
    why: { fallback: [{ why: 'no-adapter' }] },
  };
  /** Whether the better place stays unknown until `decide`. */
  holds = false;
  decide: () => void = () => undefined;

  /** Takes jobs, where a test says so. */
  jobs: FakeBackgroundServer | undefined;

  background(): Promise<BackgroundServer> {
    return Promise.resolve(this.jobs ?? new FakeBackgroundServer());
  }

  constructor(readonly place: ModelServer['place'] = 'server') {
    this.models.runsOn = { server: this.name };
  }

  betterPlace(): Promise<BetterPlace> {
    return new Promise((resolve) => {
      this.decide = () => resolve(this.better);
      if (!this.holds) this.decide();
    });
  }
}
