import type { Catalogue } from '@mutation-prediction/core';
import { createElement, type ReactElement } from 'react';
import { createCommandsModule } from './host/viewer/commands.js';
import { createEverySegHandler } from './host/segmentations/everySegHandler.js';
import { chestCtProtocol } from './host/viewer/hangingProtocol.js';
import type { Managers } from './host/viewer/ohif.js';
import { predictionSrHandler } from './host/reports/predictionSrHandler.js';
import { createStudyHost } from './host/studyHost.js';
import type { ConnectedStudyHost } from './host/studyHost.js';
import { id, PANEL_NAME } from './id.js';
import { createLanguageFollower } from './languages/followLanguage.js';
import { i18nextAbove, type I18next } from './languages/i18next.js';
import { MutationPredictionPanel } from './panel/MutationPredictionPanel.js';
import { panelCommands } from './panel/state/panelCommands.js';
import { panelSession } from './panel/state/panelSession.js';
import type { SiteConfiguration } from './settings.js';
import type { SiteHosts } from './siteHosts.js';
import { createSiteHosts } from './siteHosts.js';

/** What OHIF hands to module functions: `appConfig` is the site's `window.config`. */
type ExtensionParams = Managers & {
  readonly appConfig: { readonly mutationPrediction?: SiteConfiguration };
};

/** Makes a component that OHIF renders of a function that renders the panel; tells of the element it is drawn in. */
export type PanelPlacing = (
  renderPanel: () => ReactElement,
  onShown: (slot: HTMLElement) => void,
) => () => ReactElement;

/**
 * The OHIF extension. OHIF calls `preRegistration` first; everything else hangs on what it made.
 *
 * @param placePanel where OHIF's React is not ours, the panel has a root of its own
 * @param bundleUrl folder of the ESM build, where the bundle can know it
 * @param shared what the viewer shares with its plugins
 */
export function createExtension(
  placePanel: PanelPlacing,
  bundleUrl?: string,
  shared: { readonly i18next?: I18next | undefined } = {},
) {
  const followLanguage = createLanguageFollower();
  let studyHost: ConnectedStudyHost;
  let hosts: Pick<SiteHosts, 'modelHost' | 'modelServer' | 'radiomicsHost'>;
  let catalogue: Catalogue | undefined;

  return {
    id,

    preRegistration({ appConfig, ...managers }: ExtensionParams): void {
      const { segmentationParser, signatures, segmenterUrl, ...others } = createSiteHosts(
        appConfig.mutationPrediction ?? {},
        bundleUrl,
        () => managers.servicesManager.services.userAuthenticationService.getAuthorizationHeader(),
      );
      hosts = others;
      catalogue = appConfig.mutationPrediction?.catalogue;
      studyHost = createStudyHost(managers, segmentationParser, signatures, {
        savesExplanations: appConfig.mutationPrediction?.saveExplanation !== false,
        savesPdf: appConfig.mutationPrediction?.savePdf === true,
        segmenterUrl,
      });
    },

    // OHIF's services drop their listeners between two modes.
    onModeEnter: () => studyHost.connect(),
    onModeExit: () => studyHost.disconnect(),

    getPanelModule() {
      return [
        {
          name: PANEL_NAME,
          iconName: 'tab-roi-threshold',
          iconLabel: 'Mutation',
          label: 'Mutation Prediction',
          component: placePanel(
            () => createElement(MutationPredictionPanel, { studyHost, ...hosts, catalogue }),
            (slot) => {
              const i18next = shared.i18next ?? i18nextAbove(slot);
              if (i18next) followLanguage(i18next);
            },
          ),
        },
      ];
    },

    getCommandsModule: (managers: Managers) =>
      createCommandsModule(managers, studyHost, () => {
        const { modelHost, radiomicsHost, modelServer } = hosts;
        const session = panelSession(studyHost, modelHost, radiomicsHost, modelServer);
        return panelCommands(session, studyHost);
      }),

    getSopClassHandlerModule: (managers: Managers) => [
      predictionSrHandler,
      createEverySegHandler(managers),
    ],

    getHangingProtocolModule: () => [{ name: chestCtProtocol.id, protocol: chestCtProtocol }],
  };
}
