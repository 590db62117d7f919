import { isFromForeignPage } from '../../http/foreignPages.js';
import { namesForeignHost } from '../../http/loopback.js';
import { Refusal } from '../refusal.js';
import { ROLES, type AccessPolicy, type Caller } from './caller.js';

const everyone: Caller = { subject: 'local', roles: new Set(ROLES) };

/**
 * Everyone on this machine may do everything; pages of other sites, which the user's browser has open,
 * are not on this machine.
 *
 * @param corsOrigins origins whose pages may use the server
 */
export function loopbackAccess(corsOrigins: readonly string[]): AccessPolicy {
  return {
    async identify(request) {
      if (namesForeignHost(request)) {
        throw new Refusal(421, 'This server answers on localhost only.');
      }
      const isAllowedPage = corsOrigins.includes(request.headers.origin ?? '');
      if (isFromForeignPage(request) && !isAllowedPage) {
        throw new Refusal(403, 'Pages of other sites may not use this server.');
      }
      return everyone;
    },
    obstacle: async () => undefined,
  };
}
