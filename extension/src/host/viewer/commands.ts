import type { Vector3 } from '@mutation-prediction/core';
import type { StudyHost } from '../../contract.js';
import { PANEL_ID } from '../../id.js';
import type { Managers } from './ohif.js';

/** Commands for hotkeys, toolbar buttons and other extensions. */
export function createCommandsModule({ servicesManager }: Managers, studyHost: StudyHost) {
  return {
    defaultContext: 'VIEWER',
    definitions: {
      openMutationPrediction: {
        commandFn: () => servicesManager.services.panelService.activatePanel(PANEL_ID, true),
      },
      /** `pointLps`: patient coordinates, mm. */
      jumpToLesion: {
        commandFn: ({ pointLps }: { readonly pointLps: Vector3 }) => studyHost.jumpTo(pointLps),
      },
    },
  };
}
