import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost } from './contract.js';
import { BrowserModelHost } from './inference/modelHost.js';
import { readSettings, type SiteConfiguration } from './settings.js';

/**
 * The model host a site configured. A wrong setting must not keep OHIF from starting: it is told
 * where the models would be.
 *
 * @param bundleUrl folder this bundle was loaded from, where the bundle can know it
 */
export function createSiteModelHost(
  configuration: SiteConfiguration,
  bundleUrl: string | undefined,
): ModelHost {
  try {
    return new BrowserModelHost(readSettings(configuration, document.baseURI, bundleUrl));
  } catch (error) {
    if (error instanceof MutationPredictionError) return unavailableModelHost(error);
    throw error;
  }
}

function unavailableModelHost(error: MutationPredictionError): ModelHost {
  return {
    list: () => Promise.resolve([{ url: 'app-config.js', error }]),
    card: () => Promise.reject(error),
    describeDevice: () => Promise.reject(error),
    predict: () => Promise.reject(error),
  };
}
