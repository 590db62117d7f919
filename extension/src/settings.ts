import {
  MutationPredictionError,
  readTrustedKeys,
  type Catalogue,
  type TrustedKey,
} from '@mutation-prediction/core';

/**
 * `auto`: WebGPU where it is the faster, else WASM. `wasm`: never WebGPU. `webgpu`: WebGPU for every
 * single operator, or an error.
 */
export type DevicePreference = 'auto' | 'webgpu' | 'wasm';

/**
 * Where models run: on this computer, on the site's server, or where it is better just now. The user
 * chooses, beginning with what the site says.
 */
export type PlacePreference = 'auto' | 'here' | 'server';

/** A server that runs models: `mutation-prediction serve`, see docs/server.md. */
export interface ServerConfiguration {
  /** Where `/v2` is found below; relative to the page, so that it is the viewer's own origin by default. */
  readonly url: string;
  /** What users and reports call it; its host unless given. */
  readonly name?: string;
  /** What is chosen when the panel opens. */
  readonly place?: PlacePreference;
}

/** What a site may set under `window.config.mutationPrediction` in its `app-config.js`. */
export interface SiteConfiguration {
  /** Folder that serves our ESM build, beside `umd/`; needed only where a site bundles the UMD build. */
  readonly assetsUrl?: string;
  /** Model packages: folders that hold a `model.json`. */
  readonly models?: readonly string[];
  readonly device?: DevicePreference;
  /** Where models can run, too: the address alone, or more about it. */
  readonly server?: string | ServerConfiguration;
  /** Sentences of errors and warnings in the site's language; those it lacks are in English. */
  readonly catalogue?: Catalogue;
  /** Ed25519 keys whose signatures of models and reports count here. */
  readonly trustedKeys?: readonly TrustedKey[];
  /** Whether reports are saved with a Parametric Map of where the network looked; they are unless it is `false`. */
  readonly saveExplanation?: boolean;
  /** Whether reports are saved with a PDF to read and print, in DICOM; they are if it is `true`. */
  readonly savePdf?: boolean;
}

/** The configuration with its defaults filled in and every URL absolute. */
export interface Settings {
  /** Folder with the workers' scripts and `ort/`; ends with a slash. */
  readonly assetsUrl: string;
  readonly modelUrls: readonly string[];
  readonly device: DevicePreference;
  readonly trustedKeys: readonly TrustedKey[];
  readonly server?: ServerSettings;
}

export interface ServerSettings {
  /** Absolute, without a slash at its end. */
  readonly url: string;
  readonly name: string;
  readonly place: PlacePreference;
}

const devices: readonly string[] = ['auto', 'webgpu', 'wasm'] satisfies DevicePreference[];
const places: readonly string[] = ['auto', 'here', 'server'] satisfies PlacePreference[];

const asFolder = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

/** @returns the folder that serves our ESM build, absolute, with a slash at its end; undefined where nothing says it */
export function assetsFolder(
  configuration: SiteConfiguration,
  pageUrl: string,
  bundleUrl?: string,
): string | undefined {
  const assets = configuration.assetsUrl ?? bundleUrl;
  return assets === undefined ? undefined : new URL(asFolder(assets), pageUrl).href;
}

/**
 * @param configuration `window.config.mutationPrediction`
 * @param pageUrl URL that relative settings are relative to
 * @param bundleUrl folder this bundle was loaded from; unknown to the UMD build
 * @throws MutationPredictionError `model-unavailable` where a setting is missing or has no meaning,
 *   `invalid-parameters` for a list of keys that is none
 */
export function readSettings(
  configuration: SiteConfiguration,
  pageUrl: string,
  bundleUrl?: string,
): Settings {
  const assetsUrl = assetsFolder(configuration, pageUrl, bundleUrl);
  if (assetsUrl === undefined) {
    throw new MutationPredictionError('model-unavailable.no-assets-url');
  }
  const device = configuration.device ?? 'auto';
  if (!devices.includes(device)) {
    throw new MutationPredictionError('model-unavailable.unknown-device', {
      device,
      devices: devices.join(', '),
    });
  }
  const models = configuration.models ?? [new URL('models/mmdl-demo/', assetsUrl).href];
  const { server } = configuration;
  return {
    assetsUrl,
    modelUrls: models.map((url) => new URL(asFolder(url), pageUrl).href),
    device,
    trustedKeys: readTrustedKeys(
      configuration.trustedKeys ?? [],
      'mutationPrediction.trustedKeys in app-config.js',
    ),
    ...(server !== undefined && {
      server: readServer(typeof server === 'string' ? { url: server } : server, pageUrl),
    }),
  };
}

function readServer(
  { url: address, name, place = 'auto' }: ServerConfiguration,
  pageUrl: string,
): ServerSettings {
  const url = URL.canParse(address, pageUrl) ? new URL(address, pageUrl) : undefined;
  if (!url || url.username || url.password || url.search || url.hash || !isSafe(url, pageUrl)) {
    throw new MutationPredictionError('model-unavailable.unknown-server', { server: address });
  }
  if (!places.includes(place)) {
    throw new MutationPredictionError('model-unavailable.unknown-place', {
      place,
      places: places.join(', '),
    });
  }
  return { url: url.href.replace(/\/+$/, ''), name: name || url.host, place };
}

/** Images and the user's token go there: to where the page comes from, or to nobody in between. */
function isSafe({ protocol, origin, hostname }: URL, pageUrl: string): boolean {
  const isLoopback = /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && (isLoopback || origin === new URL(pageUrl).origin))
  );
}
