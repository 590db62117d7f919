import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost, RadiomicsHost } from './contract.js';
import { BrowserModelHost, type NetworkPlace } from './inference/modelHost.js';
import { WorkerPlace } from './inference/workerPlace.js';
import { SegmentationParser, startParsingWorker } from './parsing/segmentationParser.js';
import { BrowserRadiomics } from './radiomics/browserRadiomics.js';
import { verifyEd25519, type Signatures } from './signatures.js';
import { readSettings, type Settings, type SiteConfiguration } from './settings.js';

/** What computes, as a site configured it. */
export interface SiteHosts {
  readonly modelHost: ModelHost;
  readonly radiomicsHost: RadiomicsHost;
  readonly segmentationParser: SegmentationParser;
  readonly signatures: Signatures;
}

/**
 * The hosts a site configured. A wrong setting must not keep OHIF from starting: it is told where the
 * models and the features would be.
 *
 * @param bundleUrl folder this bundle was loaded from, where the bundle can know it
 */
export function createSiteHosts(
  configuration: SiteConfiguration,
  bundleUrl: string | undefined,
): SiteHosts {
  try {
    const settings = readSettings(configuration, document.baseURI, bundleUrl);
    const signatures = { trusted: settings.trustedKeys, verify: verifyEd25519 };
    return {
      modelHost: new BrowserModelHost(settings.modelUrls, placeOfNetworks(settings), signatures),
      radiomicsHost: new BrowserRadiomics(new URL('radiomics.worker.js', settings.assetsUrl).href),
      segmentationParser: new SegmentationParser(() =>
        startParsingWorker(new URL('parsing.worker.js', settings.assetsUrl).href),
      ),
      signatures,
    };
  } catch (error) {
    if (error instanceof MutationPredictionError) return unavailableHosts(error);
    throw error;
  }
}

/** Chooses where this viewer's networks run. */
function placeOfNetworks(settings: Settings): NetworkPlace {
  return new WorkerPlace(settings);
}

function unavailableHosts(error: MutationPredictionError): SiteHosts {
  return {
    modelHost: {
      list: () => Promise.resolve([{ url: 'app-config.js', error }]),
      card: () => Promise.reject(error),
      describeDevice: () => Promise.reject(error),
      predict: () => Promise.reject(error),
    },
    radiomicsHost: { extract: () => Promise.reject(error) },
    segmentationParser: new SegmentationParser(() => {
      throw error;
    }),
    signatures: { trusted: [], verify: verifyEd25519 },
  };
}
