import type { TrustedKey } from '@mutation-prediction/core';

/** What a site decides about the plugin; everything else in `app-config.js` is OHIF's own. */
export interface PluginPaths {
  /** URL path under which `extension/` and `mode/` are served. */
  readonly pluginPath: string;
  /** URL path of the DICOMweb service, same origin. */
  readonly dicomWebPath: string;
  /** Whether that service answers with a frame alone, unwrapped; many answer with multipart bodies only. */
  readonly givesBareFrames?: boolean;
  /** URL paths of the model packages' folders, each ending in a slash. */
  readonly models: readonly string[];
  /** URL path of the server on which models can run, same origin; absent where there is none. */
  readonly inferencePath?: string;
  /** Keys whose signatures of models and reports count. */
  readonly trustedKeys?: readonly TrustedKey[];
}

/**
 * The `window.config` of OHIF 3.13 with our extension, our mode and one DICOMweb data source.
 * A site that has OHIF already needs only `extensions`, `modes` and `mutationPrediction`
 * (docs/app-config.example.js).
 */
export function appConfig(site: PluginPaths): Record<string, unknown> {
  return {
    name: 'mutation-prediction',
    routerBasename: null,
    extensions: [`${site.pluginPath}/extension/index.js`],
    modes: [`${site.pluginPath}/mode/index.js`],
    mutationPrediction: {
      models: site.models,
      ...(site.inferencePath !== undefined && { server: site.inferencePath }),
      ...(site.trustedKeys && { trustedKeys: site.trustedKeys }),
    },
    customizationService: {},
    showStudyList: true,
    maxNumberOfWebWorkers: 3,
    showWarningMessageForCrossOrigin: false,
    showCPUFallbackMessage: true,
    showLoadingIndicator: true,
    strictZSpacingForVolumeViewport: true,
    investigationalUseDialog: { option: 'never' },
    defaultDataSourceName: 'dicomweb',
    dataSources: [dicomWebDataSource(site)],
  };
}

function dicomWebDataSource({ dicomWebPath: root, givesBareFrames }: PluginPaths) {
  return {
    namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
    sourceName: 'dicomweb',
    configuration: {
      friendlyName: 'DICOMweb',
      name: 'dicomweb',
      qidoRoot: root,
      wadoRoot: root,
      qidoSupportsIncludeField: true,
      supportsReject: false,
      supportsStow: true,
      dicomUploadEnabled: true,
      imageRendering: 'wadors',
      thumbnailRendering: 'wadors',
      enableStudyLazyLoad: true,
      supportsFuzzyMatching: false,
      supportsWildcard: true,
      // Some servers do not understand quoted multipart types; all understand unquoted ones.
      omitQuotationForMultipartRequest: true,
      // OHIF looks for the end of a part byte by byte, in the way of everything else on the page.
      ...(givesBareFrames && { acceptHeader: ['application/octet-stream; transfer-syntax=*'] }),
      bulkDataURI: { enabled: true, relativeResolution: 'studies' },
    },
  };
}

/** As the mode says it where it finds the same; an OHIF that lists only modes which can be used would not say it. */
const INCOMPLETE =
  'Mutation Prediction could not be loaded: a part of it is missing on this site or damaged. ' +
  'The browser’s console tells the administrator which.';

/**
 * The text served as `/app-config.js`. A bundle that is missing or throws would keep OHIF from starting: OHIF asks a
 * function for its configuration, which names those alone that can be loaded, and says so on the page. They are loaded
 * while the browser still reads OHIF's own bundle, so that its start does not wait for them. What OHIF reads off
 * `window.config` before and beside that are the function's own properties.
 */
export function appConfigScript(site: PluginPaths): string {
  return `const configuration = ${JSON.stringify(appConfig(site), null, 2)};

async function loadable(urls) {
  const loaded = await Promise.allSettled(urls.map((url) => import(url)));
  for (const { reason } of loaded) if (reason) console.error(reason);
  return urls.filter((_, n) => loaded[n].status === 'fulfilled');
}

function sayIncomplete() {
  const notice = document.createElement('p');
  notice.setAttribute('role', 'alert');
  notice.textContent = ${JSON.stringify(INCOMPLETE)};
  notice.style.cssText =
    'position:fixed;inset:auto 0 0 0;z-index:1000;margin:0;padding:8px 16px;background:#7f1d1d;color:#fff;font:14px sans-serif';
  document.body.append(notice);
}

const loading = [configuration.extensions, configuration.modes].map(loadable);

const configure = async () => {
  const { extensions, modes } = configuration;
  const [loadableExtensions, loadableModes] = await Promise.all(loading);
  const isWhole =
    loadableExtensions.length === extensions.length && loadableModes.length === modes.length;
  if (!isWhole) sayIncomplete();
  return { ...configuration, extensions: loadableExtensions, modes: loadableModes };
};
for (const [key, value] of Object.entries(configuration)) {
  Object.defineProperty(configure, key, { value, enumerable: true, writable: true });
}
window.config = configure;
`;
}
