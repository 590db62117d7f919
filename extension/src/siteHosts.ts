import { MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost, ModelServer, RadiomicsHost } from './contract.js';
import { BrowserModelHost } from './inference/modelHost.js';
import { WorkerPlace } from './inference/workerPlace.js';
import { SegmentationParser, startParsingWorker } from './parsing/segmentationParser.js';
import { BrowserRadiomics } from './radiomics/browserRadiomics.js';
import { betterPlace } from './server/betterPlace.js';
import type { Authorization, ServerModelHost } from './server/serverModelHost.js';
import { verifyEd25519, type Signatures } from './signatures.js';
import { readSettings, type Settings, type SiteConfiguration } from './settings.js';

/** What computes, as a site configured it. */
export interface SiteHosts extends PlacesOfNetworks {
  readonly radiomicsHost: RadiomicsHost;
  readonly segmentationParser: SegmentationParser;
  readonly signatures: Signatures;
  /** Script of the worker that segments nodules; absent where a setting is wrong. */
  readonly segmenterUrl?: string;
}

/** Where this viewer's networks can run. */
interface PlacesOfNetworks {
  /** On this computer. */
  readonly modelHost: ModelHost;
  /** Where the site has one. */
  readonly modelServer?: ModelServer;
}

/**
 * The hosts a site configured. A wrong setting must not keep OHIF from starting: it is told where the
 * models and the features would be.
 *
 * @param bundleUrl folder this bundle was loaded from, where the bundle can know it
 * @param authorization the user's credentials, for the site's server alone
 */
export function createSiteHosts(
  configuration: SiteConfiguration,
  bundleUrl: string | undefined,
  authorization: Authorization,
): SiteHosts {
  try {
    const settings = readSettings(configuration, document.baseURI, bundleUrl);
    const signatures = { trusted: settings.trustedKeys, verify: verifyEd25519 };
    return {
      ...placesOfNetworks(settings, signatures, authorization),
      radiomicsHost: new BrowserRadiomics(new URL('radiomics.worker.js', settings.assetsUrl).href),
      segmentationParser: new SegmentationParser(() =>
        startParsingWorker(new URL('parsing.worker.js', settings.assetsUrl).href),
      ),
      signatures,
      segmenterUrl: new URL('segmenter.worker.js', settings.assetsUrl).href,
    };
  } catch (error) {
    if (error instanceof MutationPredictionError) return unavailableHosts(error);
    throw error;
  }
}

/** Decides where this viewer's networks can run; between the places its user chooses. */
function placesOfNetworks(
  settings: Settings,
  signatures: Signatures,
  authorization: Authorization,
): PlacesOfNetworks {
  const { assetsUrl, modelUrls, server } = settings;
  const here = new WorkerPlace(settings);
  const modelHost = new BrowserModelHost(modelUrls, here, signatures);
  if (!server) return { modelHost };
  // Packages' folders bear their ids: the site's first model is the first on the server, too.
  const order = modelUrls.map((url) => new URL(url).pathname.split('/').at(-2) ?? '');
  const worker = new URL('server.worker.js', assetsUrl).href;
  let asked: ServerModelHost | undefined;
  /** Fetched where a site has a server. */
  const served = async () => {
    const { ServerModelHost } = await import(
      /* webpackChunkName: 'server-models' */ './server/serverModelHost.js'
    );
    return (asked ??= new ServerModelHost(worker, server, authorization, signatures, order));
  };
  const { name, place } = server;
  return {
    modelHost,
    modelServer: {
      name,
      place,
      models: {
        list: async () => (await served()).list(),
        card: async (id) => (await served()).card(id),
        device: async () => (await served()).device(),
        predict: async (...question) => (await served()).predict(...question),
      },
      background: async () => {
        const { HttpBackgroundServer } = await import(
          /* webpackChunkName: 'background-jobs' */ './server/backgroundServer.js'
        );
        return new HttpBackgroundServer(server, authorization);
      },
      betterPlace: () =>
        betterPlace(
          () => here.device(),
          async () => (await served()).checkReady(),
        ),
    },
  };
}

function unavailableHosts(error: MutationPredictionError): SiteHosts {
  return {
    modelHost: {
      list: () => Promise.resolve([{ url: 'app-config.js', error }]),
      card: () => Promise.reject(error),
      device: () => Promise.reject(error),
      predict: () => Promise.reject(error),
    },
    radiomicsHost: { extract: () => Promise.reject(error) },
    segmentationParser: new SegmentationParser(() => {
      throw error;
    }),
    signatures: { trusted: [], verify: verifyEd25519 },
  };
}
