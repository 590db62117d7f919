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

/** What a site may set under `window.config.mutationPrediction` in its `app-config.js`. */
export interface SiteConfiguration {
  /** Folder that serves our ESM build; needed only where a site bundles the UMD build. */
  readonly assetsUrl?: string;
  /** Model packages: folders that hold a `model.json`. */
  readonly models?: readonly string[];
  readonly device?: DevicePreference;
  /** Sentences of errors and warnings in the site's language; those it lacks are in English. */
  readonly catalogue?: Catalogue;
  /** Ed25519 keys whose signatures of models and reports count here. */
  readonly trustedKeys?: readonly TrustedKey[];
}

/** The configuration with its defaults filled in and every URL absolute. */
export interface Settings {
  /** Folder with the workers' scripts and `ort/`; ends with a slash. */
  readonly assetsUrl: string;
  readonly modelUrls: readonly string[];
  readonly device: DevicePreference;
  readonly trustedKeys: readonly TrustedKey[];
}

const devices: readonly string[] = ['auto', 'webgpu', 'wasm'] satisfies DevicePreference[];

const asFolder = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

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
  const assets = configuration.assetsUrl ?? bundleUrl;
  if (assets === undefined) {
    throw new MutationPredictionError('model-unavailable.no-assets-url');
  }
  const device = configuration.device ?? 'auto';
  if (!devices.includes(device)) {
    throw new MutationPredictionError('model-unavailable.unknown-device', {
      device,
      devices: devices.join(', '),
    });
  }
  const assetsUrl = new URL(asFolder(assets), pageUrl).href;
  const models = configuration.models ?? [new URL('models/mmdl-demo/', assetsUrl).href];
  return {
    assetsUrl,
    modelUrls: models.map((url) => new URL(asFolder(url), pageUrl).href),
    device,
    trustedKeys: readTrustedKeys(
      configuration.trustedKeys ?? [],
      'mutationPrediction.trustedKeys in app-config.js',
    ),
  };
}
