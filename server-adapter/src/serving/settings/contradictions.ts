import { isLoopback, isPrivateTransport } from '../../http/loopback.js';
import type { Settings } from './settings.js';

/** The setting to change, e.g. `access.mode`, and what is wrong with it. */
type Contradiction = readonly [path: string, message: string];

/** What no single setting shows. */
export function* contradictions(settings: Settings): Generator<Contradiction> {
  const { network, backend, jobs, access, audit } = settings;
  if (access.mode === 'loopback' && !isLoopback(network.host)) {
    yield ['access.mode', `must be api-keys or oidc where other machines reach ${network.host}`];
  }
  if (access.mode === 'api-keys' && access.apiKeysFile === undefined) {
    yield ['access.apiKeysFile', 'is missing; access.mode is api-keys'];
  }
  if (access.mode === 'oidc') yield* ofTokens(access.oidc);
  if (access.mode !== 'loopback' && audit.file === undefined) {
    yield ['audit.file', 'is missing; a server with users keeps a trail'];
  }
  if (backend.kind === 'oip' && backend.url === undefined) {
    yield ['backend.url', 'is missing; backend.kind is oip'];
  }
  if ((jobs.queue === undefined) !== (jobs.sourcesFile === undefined)) {
    yield ['jobs.sourcesFile', 'and jobs.queue belong together'];
  }
  if ((network.certificateFile === undefined) !== (network.privateKeyFile === undefined)) {
    yield ['network.privateKeyFile', 'and network.certificateFile belong together'];
  }
}

function* ofTokens(oidc: Settings['access']['oidc']): Generator<Contradiction> {
  const { issuer, audience, jwksUrl } = oidc;
  if (issuer === undefined) yield ['access.oidc.issuer', 'is missing; access.mode is oidc'];
  if (audience === undefined) yield ['access.oidc.audience', 'is missing; access.mode is oidc'];
  for (const [name, url] of Object.entries({ issuer, jwksUrl })) {
    if (url !== undefined && !isPrivateTransport(new URL(url))) {
      yield [`access.oidc.${name}`, 'must be https: keys that come over http can be anybody’s'];
    }
  }
}
