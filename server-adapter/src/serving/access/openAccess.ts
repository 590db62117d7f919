import type { Settings } from '../settings/settings.js';
import { ApiKeyAccess } from './apiKeys.js';
import type { AccessPolicy } from './caller.js';
import { loopbackAccess } from './loopback.js';
import { OidcAccess } from './oidcTokens.js';
import { SigningKeys } from './signingKeys.js';

/**
 * Chooses who may use the server, as the settings say.
 *
 * @throws MutationPredictionError `invalid-settings` for a file of keys that cannot be used
 */
export async function openAccess({ access, network }: Settings): Promise<AccessPolicy> {
  switch (access.mode) {
    case 'loopback':
      return loopbackAccess(network.corsOrigins);
    case 'api-keys':
      return ApiKeyAccess.open(checked(access.apiKeysFile));
    case 'oidc': {
      const { jwksUrl, staleKeysS } = access.oidc;
      const issuer = checked(access.oidc.issuer);
      const audience = checked(access.oidc.audience);
      const keys = new SigningKeys({
        issuer,
        staleMs: staleKeysS * 1000,
        ...(jwksUrl !== undefined && { jwksUrl }),
      });
      return new OidcAccess({ ...access.oidc, issuer, audience }, keys);
    }
  }
}

/** The schema asks for what the mode needs. */
function checked(value: string | undefined): string {
  if (value === undefined) throw new TypeError('The settings have not been checked.');
  return value;
}
