import type { TrustedKey } from '@mutation-prediction/core';

/** What a site decides about the plugin; everything else in `app-config.js` is OHIF's own. */
export interface PluginPaths {
  /** URL path under which `extension/` and `mode/` are served. */
  readonly pluginPath: string;
  /** URL path of the DICOMweb service, same origin. */
  readonly dicomWebPath: string;
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
    dataSources: [dicomWebDataSource(site.dicomWebPath)],
  };
}

function dicomWebDataSource(root: string) {
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
      bulkDataURI: { enabled: true, relativeResolution: 'studies' },
    },
  };
}

/** The text served as `/app-config.js`. */
export function appConfigScript(site: PluginPaths): string {
  return `window.config = ${JSON.stringify(appConfig(site), null, 2)};\n`;
}
